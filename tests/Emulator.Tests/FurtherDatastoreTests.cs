using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace StoreScp.Emulator.Tests;

public sealed class FurtherDatastoreTests
{
    private const string Further = "000000000000000000000000000000aa";

    [Fact]
    public async Task Every_data_store_of_the_options_is_there_once_also_after_a_restart()
    {
        await using var emulator = await RunningEmulator.StartAsync(options => options with { FurtherDatastoreIds = [Further] });
        await emulator.RestartAsync();

        foreach (var id in new[] { emulator.DatastoreId, Further })
        {
            using var answer = await emulator.Client.GetAsync($"datastore/{id}");
            answer.StatusCode.Should().Be(HttpStatusCode.OK);
            ((string)(await answer.Content.ReadFromJsonAsync<JsonObject>())!["datastoreProperties"]!["datastoreStatus"]!).Should().Be("ACTIVE");
        }
    }

    [Fact]
    public async Task An_id_that_is_none_is_refused() =>
        await FluentActions.Awaiting(() => RunningEmulator.StartAsync(options => options with { FurtherDatastoreIds = ["short"] }))
            .Should().ThrowAsync<ArgumentException>().WithMessage("*'short'*");
}
