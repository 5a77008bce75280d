namespace StoreScp.Storage;

/// <summary>Where keys, passwords and certificates come from that settings must not hold: for plugins, for TLS, for the ledger.</summary>
/// <remarks>Throws <see cref="StorageUnavailableException"/> when the service cannot do its work now. Thread safe.</remarks>
public interface ISecretSource
{
    /// <summary>The secret as it is now, or was a short while ago.</summary>
    /// <exception cref="SecretMissingException">There is none of this name, or we may not read it.</exception>
    ValueTask<Secret> GetAsync(string name, CancellationToken cancellation);

    /// <summary>The secret as it is now: after a rotation, or when the one that is known does not work any more.</summary>
    /// <inheritdoc cref="GetAsync"/>
    ValueTask<Secret> ReloadAsync(string name, CancellationToken cancellation);
}
