using StoreScp.Server.Cli;
using StoreScp.Storage;

namespace StoreScp.Server.Tests.Cli;

/// <summary>Instances that plugin handlers changed, as commands show and find them.</summary>
public sealed class HandledInstanceTests : IAsyncDisposable
{
    private const string OtherStudy = "1.9.8";

    private readonly SampleLedger _sample = new();
    private readonly TemporaryFolder _secrets = new();

    public async ValueTask DisposeAsync()
    {
        await _sample.DisposeAsync();
        _secrets.Dispose();
    }

    [Fact]
    public async Task Trace_shows_what_handlers_did_between_received_and_stored()
    {
        await _sample.AddHandledAsync(SampleLedger.Identity("1.2.3.1"), "1.2.3.1", Coercion, Failing);

        var (_, text, _) = await _sample.RunAsync("trace", "--instance", "1.2.3.1");
        var steps = JsonLines.Of((await _sample.RunAsync("trace", "--instance", "1.2.3.1", "--json")).Output);

        text.Should().Contain("ids (Acme.Ids 1.2.0): Continue, 1.2 ms, changed (0010,0020) (0040,0275)[0].(0040,0007) and more")
            .And.Contain("slow (Acme.Slow 2.0.0): failed (TimedOut): slow took longer than 5 s");
        steps.Select(step => step.Text("Step")).Take(4).Should().Equal("received", "handler", "handler", "stored");
        steps[1].GetProperty("Handler").Text("Plugin").Should().Be("Acme.Ids");
        steps[2].GetProperty("Handler").GetProperty("HasFailed").GetBoolean().Should().BeTrue();
    }

    [Fact]
    public async Task Status_lists_handlers_of_instances_in_json()
    {
        await _sample.AddHandledAsync(SampleLedger.Identity("1.2.3.1"), "1.2.3.1", Coercion);

        var line = JsonLines.Of((await _sample.RunAsync("status", "--instances", "--json")).Output).Should().ContainSingle().Subject;

        line.GetProperty("Handlers").EnumerateArray().Should().ContainSingle().Which.Text("Handler").Should().Be("ids");
    }

    [Theory]
    [InlineData("trace", "--instance", "1.9.8.1")]
    [InlineData("trace", "--study", OtherStudy)]
    [InlineData("trace", "--accession", "A-1", "--since", "2026-11-23")]
    [InlineData("status", "--instance", "1.9.8.1")]
    [InlineData("status", "--study", OtherStudy)]
    public async Task A_de_identified_instance_is_found_by_what_it_was_received_as_where_the_key_is(params string[] asked)
    {
        var key = WriteKey();
        await _sample.AddHandledAsync(key.Protect(SampleLedger.Identity("1.9.8.1", OtherStudy)), "2.25.77");

        var withKey = await _sample.RunAsync([.. asked, "--json", "--Plugins:LedgerKeySecret=ledger", $"--Plugins:SecretsFolder={_secrets.Path}"]);

        withKey.ExitCode.Should().Be(ExitCode.Success, withKey.Error);
        JsonLines.Of(withKey.Output)[0].Text("SOPInstanceUID").Should().Be("2.25.77");
    }

    [Theory]
    [InlineData("trace", "--instance", "1.9.8.1")]
    [InlineData("status", "--study", OtherStudy)]
    public async Task Without_the_key_it_is_not(params string[] asked)
    {
        await _sample.AddHandledAsync(WriteKey().Protect(SampleLedger.Identity("1.9.8.1", OtherStudy)), "2.25.77");

        (await _sample.RunAsync([.. asked, "--json"])).Output.Should().BeEmpty();
    }

    [Fact]
    public async Task A_key_that_cannot_be_read_hides_no_other_instance_and_is_told()
    {
        await _sample.AddHandledAsync(SampleLedger.Identity("1.2.3.1"), "1.2.3.1");

        var (exitCode, output, error) = await _sample.RunAsync("trace", "--instance", "1.2.3.1", "--Plugins:LedgerKeySecret=ledger", $"--Plugins:SecretsFolder={_secrets.Path}");

        exitCode.Should().Be(ExitCode.Success);
        output.Should().Contain("1.2.3.1");
        error.Should().Contain("Plugins:LedgerKeySecret");
    }

    [Fact]
    public async Task An_instance_that_both_ways_find_is_listed_once()
    {
        var received = SampleLedger.Identity("1.2.3.1");
        await _sample.AddHandledAsync(WriteKey().Protect(received), "1.2.3.1");

        var (_, output, _) = await _sample.RunAsync(
            "status", "--instance", "1.2.3.1", "--json", "--Plugins:LedgerKeySecret=ledger", $"--Plugins:SecretsFolder={_secrets.Path}");

        JsonLines.Of(output).Should().ContainSingle();
    }

    private static HandlerRecord Coercion => new()
    {
        Handler = "ids",
        Plugin = "Acme.Ids",
        Version = "1.2.0",
        Result = "Continue",
        ElapsedMicroseconds = 1_234,
        Changed = ["(0010,0020)", "(0040,0275)[0].(0040,0007)"],
        HasMoreChanges = true,
    };

    private static HandlerRecord Failing => new()
    {
        Handler = "slow",
        Plugin = "Acme.Slow",
        Version = "2.0.0",
        Result = "TimedOut",
        Reason = "slow took longer than 5 s",
        HasFailed = true,
    };

    private IdentifierProtection WriteKey()
    {
        var key = Enumerable.Range(1, IdentifierProtection.MinimumKeyBytes).Select(value => (byte)(value + 32)).ToArray();
        File.WriteAllBytes(_secrets["ledger"], key);
        return new IdentifierProtection(key);
    }
}
