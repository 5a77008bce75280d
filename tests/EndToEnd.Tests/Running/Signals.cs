using System.Diagnostics;
using System.Runtime.InteropServices;

namespace StoreScp.Testing.Running;

/// <summary>Signals to processes that the tests started themselves.</summary>
internal static class Signals
{
    private const int SIGTERM = 15;

    public static void Terminate(Process process)
    {
        if (kill(process.Id, SIGTERM) != 0)
            throw new InvalidOperationException($"kill({process.Id}): {Marshal.GetLastPInvokeErrorMessage()}");
    }

    [DllImport("libc", SetLastError = true)]
    private static extern int kill(int pid, int signal);
}
