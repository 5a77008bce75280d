using System.Globalization;

namespace StoreScp.Interop.Tests;

/// <summary>Who may send, told by other people's senders.</summary>
public sealed class PolicyTests
{
    [Fact]
    public async Task An_unknown_called_AE_title_is_rejected_and_a_further_one_of_ours_is_not()
    {
        await using var server = await ServerProcess.StartAsync("--Scp:AETitle=ARCHIVE", "--Scp:AETitles:0=BACKUP");

        (await EchoAsync(server, "ARCHIVE", "ANY")).MustSucceed();
        (await EchoAsync(server, "BACKUP", "ANY")).MustSucceed();
        var refused = await EchoAsync(server, "STORESCP", "ANY");
        refused.ExitCode.Should().NotBe(0);
        refused.Everything.Should().Contain("Called AE Title Not Recognized");
    }

    [Fact]
    public async Task An_unknown_calling_AE_title_is_rejected_where_only_known_ones_may_send()
    {
        await using var server = await ServerProcess.StartAsync(
            "--Scp:AcceptUnknownCallingAE=false", "--Scp:Peers:0:AETitle=CT1", "--Scp:Peers:1:AETitle=CT2", "--Scp:Peers:1:CIDRs:0=192.0.2.0/24");

        (await EchoAsync(server, "STORESCP", "CT1")).MustSucceed();
        foreach (var title in new[] { "CT2", "CT3" })
        {
            var refused = await EchoAsync(server, "STORESCP", title);
            refused.ExitCode.Should().NotBe(0);
            refused.Everything.Should().Contain("Calling AE Title Not Recognized");
        }
    }

    [Fact]
    public async Task An_address_outside_of_the_peers_ranges_gets_no_association()
    {
        await using var server = await ServerProcess.StartAsync("--Scp:PeerCIDRs:0=192.0.2.0/24");

        (await EchoAsync(server, "STORESCP", "ANY")).ExitCode.Should().NotBe(0);
    }

    private static Task<ToolResult> EchoAsync(ServerProcess server, string called, string calling) =>
        Tool.DcmtkAsync("echoscu", "-v", "-aec", called, "-aet", calling, "127.0.0.1", server.Port.ToString(CultureInfo.InvariantCulture));
}
