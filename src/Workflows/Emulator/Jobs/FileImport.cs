namespace StoreScp.Emulator;

/// <summary>Takes one file of a job into the blob store and reads what the image sets need of it.</summary>
internal sealed class FileImport(BlobStore blobs, EmulatorQuotas quotas, EmulatorFaults faults)
{
    public async Task<ImportedFile> ImportAsync(string jobId, IBucket bucket, S3Object file, CancellationToken cancellation)
    {
        if (faults.FileErrors.FirstOrDefault(fault => file.Key.Contains(fault.KeyContains, StringComparison.Ordinal)) is { } fault)
            return new(file.Key, null, fault.IsServerError ? FileError.Server(fault.Message) : FileError.Customer(fault.Message));
        if (file.Bytes > quotas.BytesPerFile) return new(file.Key, null, FileError.Customer($"The file is larger than {quotas.BytesPerFile} bytes"));
        string blobId = BlobStore.IdOf(jobId, file.Key);
        try
        {
            await blobs.AddAsync(blobId, bucket, file.Key, cancellation);
            return new(file.Key, InstanceReader.Read(blobs.PathOf(blobId), blobId), null);
        }
        catch (ImportRejection rejection)
        {
            File.Delete(blobs.PathOf(blobId));
            return new(file.Key, null, FileError.Customer(rejection.Message));
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return new(file.Key, null, FileError.Customer("The object was deleted while it was imported"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return new(file.Key, null, FileError.Server("The object cannot be read"));
        }
    }
}
