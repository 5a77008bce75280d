using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace StoreScp.Emulator;

internal sealed class JobFileTable(EmulatorDatabase database)
{
    public void Add(string jobId, FileOutcome file) => database.Execute(
        "INSERT INTO job_file (job, key, exception_type, message, is_server_error, warnings, image_set, image_set_version, is_primary) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        jobId, file.Key, file.Error?.ExceptionType, file.Error?.Message, file.Error is { IsServerError: true } ? 1 : 0,
        file.Warnings.Count == 0 ? null : JsonSerializer.Serialize(file.Warnings),
        file.Placement?.ImageSetId, file.Placement?.Version, file.Placement is null ? null : file.Placement.IsPrimary ? 1 : 0);

    /// <summary>In the order of the keys.</summary>
    public List<FileOutcome> Of(string jobId) => database.Query("SELECT * FROM job_file WHERE job = $1 ORDER BY key", Read, jobId);

    private static FileOutcome Read(SqliteDataReader row)
    {
        FileError? error = row.OptionalText("exception_type") is { } type ? new(type, row.Text("message"), row.Flag("is_server_error")) : null;
        ImportWarning[] warnings = row.OptionalText("warnings") is { } json ? JsonSerializer.Deserialize<ImportWarning[]>(json)! : [];
        Placement? placement = row.OptionalText("image_set") is { } imageSet
            ? new(imageSet, row.Int32("image_set_version"), row.Flag("is_primary"))
            : null;
        return new(row.Text("key"), error, warnings, placement);
    }
}
