namespace StoreScp.Server.Settings;

/// <summary>One sentence about one wrong setting: which, its value, what is allowed, where it was written.</summary>
internal sealed record SettingError(string Sentence)
{
    public override string ToString() => Sentence;
}
