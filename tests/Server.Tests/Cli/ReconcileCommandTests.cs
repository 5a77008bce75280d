using StoreScp.Server.Cli;
using StoreScp.Storage;

namespace StoreScp.Server.Tests.Cli;

public sealed class ReconcileCommandTests : IAsyncDisposable
{
    private readonly SampleLedger _sample = new();

    public ValueTask DisposeAsync() => _sample.DisposeAsync();

    [Fact]
    public async Task Days_add_up_and_what_is_not_imported_is_listed_with_its_reason()
    {
        var batch = await _sample.AddBatchAsync(BatchState.Completed);
        await _sample.AddImportedAsync("1.2.3.1", batch);
        await _sample.AddAsync("1.2.3.2", batch, DeliveryState.Failed, "InternalServerException: no message");
        await _sample.AddAsync("1.2.3.3", null, DeliveryState.Stored, later: TimeSpan.FromDays(1));

        var (exitCode, output, _) = await _sample.RunAsync("reconcile", "--json");
        var text = await _sample.RunAsync("reconcile");

        exitCode.Should().Be(ExitCode.Success);
        var lines = JsonLines.Of(output);
        lines.Select(line => line.TryGetProperty("Day", out var day) ? day.GetString() : line.Text("SOPInstanceUID"))
            .Should().Equal("2026-11-23", "2026-11-24", "1.2.3.3", "1.2.3.2");
        lines[0].GetProperty("Received").GetInt64().Should().Be(2);
        lines[0].GetProperty("Imported").GetInt64().Should().Be(1);
        lines[0].GetProperty("Failed").GetInt64().Should().Be(1);
        lines[1].GetProperty("InFlight").GetInt64().Should().Be(1);
        lines[3].Text("BatchId").Should().Be(batch.Id.ToString());
        text.Output.Should().Contain("2026-11-23").And.Contain("Failed: HealthImaging could not import the file (InternalServerException: no message)");
    }

    [Fact]
    public async Task The_list_is_limited_and_so_is_the_time()
    {
        await _sample.AddAsync("1.2.3.1", null, DeliveryState.Stored);
        await _sample.AddAsync("1.2.3.2", null, DeliveryState.Stored, later: TimeSpan.FromMinutes(1));

        (await _sample.RunAsync("reconcile", "--limit", "1")).Output.Should().Contain("1.2.3.2").And.NotContain("1.2.3.1\n");
        JsonLines.Of((await _sample.RunAsync("reconcile", "--json", "--until", "2026-11-23T12:01")).Output).Should().HaveCount(2);
    }

    [Fact]
    public async Task An_instance_without_a_delivery_does_not_add_up()
    {
        var row = await _sample.AddAsync("1.2.3.1", null, DeliveryState.Stored);
        await _sample.Ledger.AddAsync(row with { Ordinal = 1, Receipt = ReceiptId.Create(TimeProvider.System), Deliveries = [] }, default);

        var (exitCode, _, error) = await _sample.RunAsync("reconcile", "--json");

        exitCode.Should().Be(ExitCode.Failed);
        error.Should().Contain("does not add up");
    }
}
