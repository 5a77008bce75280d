using System.Text.RegularExpressions;

namespace StoreScp.EndToEnd.Tests.Promises;

/// <summary>The first promise, as the operating system sees it.</summary>
public sealed class SuccessMeansDurableTests
{
    private const string Calls = "trace=fdatasync,fsync,rename,renameat,renameat2,link,linkat,mkdir,mkdirat,sendto,sendmsg,write,writev";

    [Fact]
    public async Task File_then_rename_then_directory_then_WAL_are_on_disk_before_the_response_is_sent()
    {
        using var storage = new TemporaryFolder();
        var strace = await FindStraceAsync();
        var instance = Instance.New();
        await using (var server = await ServerProcess.StartUnderAsync([strace, "-f", "--seccomp-bpf", "-qq", "-y", "-s", "1000", "-e", Calls, "-o", storage["trace"]], storage["data"], "--Storage:Durability=Flush"))
        {
            await using var peer = await RawPeer.AssociateAsync(server.Port);
            (await peer.StoreAsync(instance)).Should().Be(0);
            await peer.ReleaseAsync();
        }

        var calls = SystemCalls.Read(File.ReadLines(storage["trace"]));
        var response = calls.Last(call => call.Name is "sendto" or "sendmsg" or "write" or "writev" && call.Arguments.Contains("<socket:", StringComparison.Ordinal) && call.Arguments.Contains(instance.SOPInstanceUID, StringComparison.Ordinal));
        var rename = calls.Should().ContainSingle(call => (call.Name.StartsWith("rename", StringComparison.Ordinal) || call.Name.StartsWith("link", StringComparison.Ordinal))
            && call.Arguments.Contains("/objects/", StringComparison.Ordinal) && call.Arguments.Contains(instance.SOPInstanceUID, StringComparison.Ordinal)).Subject;
        // import/{data store}/{batch}
        var folder = Regex.Match(rename.Arguments, "/objects/(import/[^/\"]+/[^/\"]+)/").Groups[1].Value;
        var file = IsFlushed(calls, $"/objects/{folder}/.");
        var wal = calls.Where(call => IsFlush(call) && call.Arguments.Contains("ledger.db-wal>", StringComparison.Ordinal) && call.End < response.Start).ToList();
        var directory = IsFlushed(calls, $"/objects/{folder}>");

        file.End.Should().BeLessThan(rename.Start, "the bytes are on disk before they get their name");
        rename.Arguments.Should().Contain($"/objects/{folder}/.", "a rename within one folder does not wait for renames elsewhere");
        rename.End.Should().BeLessThan(directory.Start, "the name is on disk after it was given");
        wal.Should().Contain(flush => flush.Start > directory.End, "the row is on disk after the object");
        directory.End.Should().BeLessThan(response.Start, "Success is the last");
        calls.Should().Contain(call => IsFlush(call) && call.Arguments.Contains($"/objects/{Path.GetDirectoryName(folder)}>", StringComparison.Ordinal) && call.End < response.Start, "the new folder's own name is on disk too");
    }

    private static bool IsFlush(SystemCall call) => call.Name is "fsync" or "fdatasync" && call.Arguments.EndsWith("= 0", StringComparison.Ordinal);

    private static SystemCall IsFlushed(IEnumerable<SystemCall> calls, string path) =>
        calls.Should().Contain(call => IsFlush(call) && call.Arguments.Contains(path, StringComparison.Ordinal), path).And.Subject
            .Last(call => IsFlush(call) && call.Arguments.Contains(path, StringComparison.Ordinal));

    private static async Task<string> FindStraceAsync()
    {
        var strace = Tool.Find("strace", "apt-get install strace");
        var tried = await Tool.RunAsync(strace, ["-f", "--seccomp-bpf", "-qq", "-o", "/dev/null", "true"]);
        if (tried.ExitCode != 0)
            Tool.Missing($"strace may not trace here (in a container: --cap-add SYS_PTRACE): {tried.Errors}");
        return strace;
    }
}
