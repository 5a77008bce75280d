namespace StoreScp.Benchmarks.Receiver;

/// <summary>What the plain receiver does with a data set.</summary>
public enum KeepMode
{
    /// <summary>Reads it and forgets it: shows what the generator can send.</summary>
    Drop,

    /// <summary>Writes and renames a file, leaving the disk to the operating system.</summary>
    OsCache,

    /// <summary>Per file: fdatasync, rename, fsync of the directory; then the response.</summary>
    Flush,
}
