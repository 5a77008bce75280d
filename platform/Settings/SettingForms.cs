using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace StoreScp.Platform.Settings;

/// <summary>The forms of values: names of AWS, addresses, AE titles.</summary>
public static partial class SettingForms
{
    /// <summary>A range without bits behind its prefix; IPv4.</summary>
    public static bool IsCidr(string text) =>
        IPNetwork.TryParse(text, out var network) && network.BaseAddress.AddressFamily == AddressFamily.InterNetwork && network.ToString() == text;

    public static bool IsAETitle(string text) => AETitle().IsMatch(text) && text.Trim().Length > 0;

    public static bool IsAccountId(string text) => AccountId().IsMatch(text);

    public static bool IsDatastoreId(string text) => DatastoreId().IsMatch(text);

    /// <summary>Of a route or a data store.</summary>
    public static bool IsRouteName(string text) => RouteName().IsMatch(text);

    public static bool IsArnOf(string service, string text) => text.StartsWith($"arn:aws:{service}:", StringComparison.Ordinal);

    /// <summary>Whole, with the six characters that Secrets Manager puts behind a name: a policy compares all of it.</summary>
    public static bool IsSecretArn(string text) => SecretArn().IsMatch(text);

    public static bool IsKeyArn(string text) => KeyArn().IsMatch(text);

    /// <summary>By digest: a tag may be moved to another image.</summary>
    public static bool IsImageWithDigest(string text) => ImageWithDigest().IsMatch(text);

    public static bool IsImage(string text) => Image().IsMatch(text);

    public static bool IsSha256(string text) => Sha256().IsMatch(text);

    public static bool IsEmail(string text) => Email().IsMatch(text);

    public static bool IsHostName(string text) => HostName().IsMatch(text);

    /// <summary>A key of the server's settings, such as Scp:IdleTimeout.</summary>
    public static bool IsServerSetting(string text) => ServerSetting().IsMatch(text);

    public static bool IsEnvironmentName(string text) => EnvironmentName().IsMatch(text);

    [GeneratedRegex(@"\A[\x20-\x5B\x5D-\x7E]{1,16}\z")]
    private static partial Regex AETitle();

    [GeneratedRegex(@"\A[0-9]{12}\z")]
    private static partial Regex AccountId();

    [GeneratedRegex(@"\A[0-9a-z]{32}\z")]
    private static partial Regex DatastoreId();

    [GeneratedRegex(@"\A[A-Za-z0-9_-]{1,32}\z")]
    private static partial Regex RouteName();

    [GeneratedRegex(@"\Aarn:aws:secretsmanager:[a-z0-9-]+:[0-9]{12}:secret:[A-Za-z0-9/_+=.@!-]+-[A-Za-z0-9]{6}\z")]
    private static partial Regex SecretArn();

    [GeneratedRegex(@"\Aarn:aws:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+\z")]
    private static partial Regex KeyArn();

    [GeneratedRegex(@"\A[^\s@]+@sha256:[0-9a-f]{64}\z")]
    private static partial Regex ImageWithDigest();

    [GeneratedRegex(@"\A[^\s@]+(@sha256:[0-9a-f]{64}|:[\w.-]+)\z")]
    private static partial Regex Image();

    [GeneratedRegex(@"\A[0-9a-fA-F]{64}\z")]
    private static partial Regex Sha256();

    [GeneratedRegex(@"\A[^\s@]+@[^\s@]+\z")]
    private static partial Regex Email();

    [GeneratedRegex(@"\A[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?\z")]
    private static partial Regex HostName();

    [GeneratedRegex(@"\A[A-Za-z0-9]+(:[A-Za-z0-9]+)+\z")]
    private static partial Regex ServerSetting();

    [GeneratedRegex(@"\A[a-z][a-z0-9-]{0,10}[a-z0-9]\z")]
    private static partial Regex EnvironmentName();
}
