namespace StoreScp.Emulator;

/// <summary>Why a file was not imported, as failure.ndjson names it.</summary>
internal sealed record FileError(string ExceptionType, string Message, bool IsServerError)
{
    public static FileError Customer(string message) => new("ValidationException", message, IsServerError: false);

    public static FileError Server(string message) => new("InternalServerException", message, IsServerError: true);
}
