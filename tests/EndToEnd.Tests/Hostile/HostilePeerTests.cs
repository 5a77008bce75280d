namespace StoreScp.EndToEnd.Tests.Hostile;

/// <summary>Whatever a peer does, it gets its answer, and the next one is served.</summary>
[Collection(HostileServer.Name)]
public sealed class HostilePeerTests(HostileServer server)
{
    public static TheoryData<string> Deeds => [.. HostileCase.All.Select(hostile => hostile.Deed)];

    [Theory]
    [MemberData(nameof(Deeds))]
    public async Task The_server_answers_and_serves_on_after_a_peer_that(string deed)
    {
        await server.ActAsync(HostileCase.All.Single(hostile => hostile.Deed == deed));
        await server.MustAnswerAsync();
    }

    [Fact]
    public async Task Descriptors_threads_and_memory_are_where_they_were_after_all_of_them()
    {
        await server.EverythingHasHappenedAsync();
        var before = await SettledAsync(null);

        await server.MakeEverythingHappenAsync();

        var after = await SettledAsync(before);
        after.Descriptors.Should().BeLessThanOrEqualTo(before.Descriptors + 3);
        after.Threads.Should().BeLessThanOrEqualTo(before.Threads + 8);
        after.ResidentBytes.Should().BeLessThan(Math.Max(400L << 20, before.ResidentBytes + (64L << 20)), "{0}", before);
    }

    [Fact]
    public async Task What_peers_send_never_begins_a_line_of_the_log_nor_steers_a_terminal()
    {
        await server.EverythingHasHappenedAsync();

        foreach (var line in server.Process.Lines)
        {
            line.Should().NotContainAny("\r", "\u001b", "\0");
            line.Should().NotStartWith("FORGED").And.NotStartWith("2026-01-01 FORGED");
        }
        server.Process.Lines.Should().NotContain(line => line.Contains(" ERROR ", StringComparison.Ordinal), "a peer's fault is no error of ours");
    }

    [Fact]
    public async Task Nothing_hostile_is_stored_and_no_name_leaves_the_storage_folder()
    {
        await server.EverythingHasHappenedAsync();

        var rows = await server.Process.StatusAsync();
        rows.Should().OnlyContain(row => row.SOPInstanceUID.All(c => char.IsAsciiDigit(c) || c == '.'));
        foreach (var file in Directory.EnumerateFiles(server.Process.Folder, "*", SearchOption.AllDirectories))
            Path.GetRelativePath(server.Process.Folder, file).Should().MatchRegex(@"^[A-Za-z0-9._/\-]+$");
        rows.Should().OnlyContain(row => Path.GetFullPath(server.Process.PathOf(row)).StartsWith(Path.GetFullPath(server.Process.Folder), StringComparison.Ordinal));
    }

    /// <summary>Counts until descriptors are back, or time is up: closed connections linger for the ARTIM timer.</summary>
    private async Task<ProcessFacts> SettledAsync(ProcessFacts? goal)
    {
        var facts = server.Process.Facts();
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(goal is null ? 4 : 20));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(250));
        while (!limit.IsCancellationRequested && (goal is null || facts.Descriptors > goal.Descriptors || facts.Threads > goal.Threads))
        {
            await timer.WaitForNextTickAsync(CancellationToken.None);
            facts = server.Process.Facts();
        }
        return facts;
    }
}
