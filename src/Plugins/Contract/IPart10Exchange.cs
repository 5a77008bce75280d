namespace StoreScp.Plugins;

/// <summary>Gives and takes a whole instance as a DICOM file; the server's part of <see cref="ReceivedInstance"/>.</summary>
internal interface IPart10Exchange
{
    Stream Open(ReceivedInstance instance);

    ValueTask ReplaceAsync(ReceivedInstance instance, Stream file, CancellationToken cancellation);
}
