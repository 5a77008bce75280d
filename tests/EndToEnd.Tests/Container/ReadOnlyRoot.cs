using System.Runtime.InteropServices;

namespace StoreScp.EndToEnd.Tests.Container;

/// <summary>
/// Runs a program in an unpacked image as a scheduler would: its root is the image, read-only; the user is the image's; what can be written is one
/// volume; there is no shell. Mounts are the process's own, and end with it.
/// </summary>
internal sealed class ReadOnlyRoot(string root, string volume, string user)
{
    private const string Script =
        """
        set -e
        root=$1 volume=$2 user=$3 dotnet=$4; shift 4
        mount --bind "$root" "$root"
        for folder in usr/lib usr/lib64; do [ ! -d "/$folder" ] || mount --rbind "/$folder" "$root/$folder"; done
        mount --bind "$dotnet" "$root/usr/share/dotnet"
        mount --rbind /proc "$root/proc"
        mount -t tmpfs -o mode=755 none "$root/dev"
        for device in null urandom random; do touch "$root/dev/$device"; mount --bind "/dev/$device" "$root/dev/$device"; done
        mount --bind "$volume" "$root/var/lib/storescp"
        mount -o remount,ro,bind "$root/usr/share/dotnet"
        mount -o remount,ro,bind "$root"
        exec setpriv --clear-groups --no-new-privs unshare --root "$root" --wd /app --setgid "$user" --setuid "$user" -- "$@"
        """;

    /// <summary>The command that runs what follows it, with exactly this environment.</summary>
    public string[] Command(IEnumerable<string> environment) =>
    [
        "unshare", "--mount", "--propagation", "private", "env", "-i", .. environment,
        "sh", "-c", Script, "sh", root, volume, user, DotnetRoot,
    ];

    /// <summary>Of the runtime that runs this test: shared/Microsoft.NETCore.App/VERSION below it.</summary>
    private static string DotnetRoot => Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
}
