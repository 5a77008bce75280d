namespace StoreScp.Storage;

/// <summary>An object is written once: there is one under this key already. Keys carry a receipt id, so this is a repeated commit or a bug.</summary>
public sealed class ObjectExistsException(ObjectKey key) : Exception($"There is an object '{key}' already.")
{
    public ObjectKey Key { get; } = key;
}
