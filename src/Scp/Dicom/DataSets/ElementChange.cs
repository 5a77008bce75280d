namespace StoreScp.Dicom;

/// <summary>How an element differs between two data sets.</summary>
public enum ElementChange
{
    Added,
    Replaced,
    Removed,
}
