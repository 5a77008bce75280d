namespace StoreScp.Storage;

/// <summary>An object that is visible in an <see cref="IInstanceStore"/>.</summary>
public readonly record struct StoredObject(ObjectKey Key, long Length, DateTimeOffset LastWritten);
