namespace StoreScp.Plugins;

/// <summary>Settings that know what is wrong with them.</summary>
public interface IValidatedSettings
{
    /// <summary>One sentence for each mistake, naming the setting and what is allowed; none when all is well.</summary>
    IEnumerable<string> Validate();
}
