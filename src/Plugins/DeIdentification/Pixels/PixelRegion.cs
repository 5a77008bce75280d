namespace StoreScp.Plugins.DeIdentification.Pixels;

/// <summary>A rectangle of pixels in every frame.</summary>
/// <param name="X">Columns to its left.</param>
/// <param name="Y">Rows above it.</param>
/// <param name="Width">Columns; what lies beyond the image does not count.</param>
/// <param name="Height">Rows; what lies beyond the image does not count.</param>
public sealed record PixelRegion(int X, int Y, int Width, int Height);
