using StoreScp.Dicom;

namespace StoreScp.Server.Sending;

/// <summary>Finds the DICOM files among files and folders. Other files in folders are passed over; a named file must be one.</summary>
internal sealed class FileSearch
{
    private const string MediaStorageDirectory = "1.2.840.10008.1.3.10";

    private readonly List<FileToSend> _files = [];
    private readonly List<(string Path, string Reason)> _unusable = [];
    private readonly List<string> _passedOver = [];

    public IReadOnlyList<FileToSend> Files => _files;

    /// <summary>Named files that cannot be sent, with the reason.</summary>
    public IReadOnlyList<(string Path, string Reason)> Unusable => _unusable;

    /// <summary>Files in folders that are not DICOM instances.</summary>
    public IReadOnlyList<string> PassedOver => _passedOver;

    public void Add(string path, CancellationToken cancellation)
    {
        if (!Directory.Exists(path))
        {
            AddFile(path, isNamed: true);
            return;
        }
        // Links to folders are not followed: they can lead in a circle.
        var everything = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None, ReturnSpecialDirectories = false };
        foreach (var file in Directory.EnumerateFiles(path, "*", everything).Order(StringComparer.Ordinal))
        {
            cancellation.ThrowIfCancellationRequested();
            AddFile(file, isNamed: false);
        }
    }

    private void AddFile(string path, bool isNamed)
    {
        try
        {
            _files.Add(Describe(path));
        }
        catch (Exception e) when (e is DicomDataException or IOException or UnauthorizedAccessException)
        {
            if (isNamed || e is not DicomDataException)
                _unusable.Add((path, e.Message));
            else
                _passedOver.Add(path);
        }
    }

    private static FileToSend Describe(string path)
    {
        using var file = DicomFile.Open(path);
        var sopClass = file.Header.GetUID(DicomTag.SOPClassUID) ?? file.Meta?.MediaStorageSOPClassUID;
        var sopInstance = file.Header.GetUID(DicomTag.SOPInstanceUID) ?? file.Meta?.MediaStorageSOPInstanceUID;
        if (string.IsNullOrEmpty(sopClass) || string.IsNullOrEmpty(sopInstance))
            throw new DicomDataException("It has no SOP Class UID or no SOP Instance UID");
        if (sopClass == MediaStorageDirectory)
            throw new DicomDataException("A DICOMDIR is not stored by C-STORE");
        return new(path, sopClass, sopInstance, file.TransferSyntax.UID, file.DataSetPosition, new FileInfo(path).Length - file.DataSetPosition);
    }
}
