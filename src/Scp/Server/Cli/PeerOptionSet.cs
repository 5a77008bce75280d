using System.CommandLine;
using StoreScp.Server.Settings;

namespace StoreScp.Server.Cli;

/// <summary>The options of commands that call a peer: AE titles, TLS.</summary>
internal sealed class PeerOptionSet
{
    private readonly Option<string> _calledAETitle = new("--aec") { Description = "AE title to call", DefaultValueFactory = _ => "STORESCP", HelpName = "TITLE" };
    private readonly Option<string> _callingAETitle = new("--aet") { Description = "AE title to call with", DefaultValueFactory = _ => "STORESCU", HelpName = "TITLE" };
    private readonly Option<bool> _tls = new("--tls") { Description = "Connect with TLS 1.2 or 1.3" };
    private readonly Option<string?> _trustedCA = new("--tls-ca") { Description = "PEM file of authorities to trust instead of the system's", HelpName = "FILE" };
    private readonly Option<string?> _certificate = new("--tls-cert") { Description = "PEM file of our certificate, for mutual TLS", HelpName = "FILE" };
    private readonly Option<string?> _key = new("--tls-key") { Description = "PEM file of its key", HelpName = "FILE" };
    private readonly Option<bool> _insecure = new("--tls-insecure") { Description = "Accept any certificate: for tests only" };

    public void AddTo(Command command)
    {
        foreach (var title in new[] { _calledAETitle, _callingAETitle })
            title.Validators.Add(result =>
            {
                if (!SettingKinds.TryAETitle(result.GetValueOrDefault<string>() ?? "", out _))
                    result.AddError($"{title.Name} is not an AE title; allowed: 1 to 16 printable ASCII characters without backslash.");
            });
        foreach (var option in new Option[] { _calledAETitle, _callingAETitle, _tls, _trustedCA, _certificate, _key, _insecure })
            command.Add(option);
    }

    public PeerSelection From(ParseResult result, HostAndPort peer) => new(
        peer, result.GetRequiredValue(_calledAETitle), result.GetRequiredValue(_callingAETitle),
        result.GetValue(_tls) || result.GetValue(_trustedCA) is not null || result.GetValue(_certificate) is not null || result.GetValue(_insecure),
        result.GetValue(_trustedCA), result.GetValue(_certificate), result.GetValue(_key), result.GetValue(_insecure));
}
