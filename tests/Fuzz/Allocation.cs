namespace StoreScp.Fuzz.Tests;

/// <summary>What one thread allocates, so that no length that a peer merely announces becomes memory.</summary>
internal static class Allocation
{
    /// <summary>Runs the action twice and fails when the second run allocates more: the first pays for whatever is made once.</summary>
    public static void MustStayBelow(long limitBytes, Action action)
    {
        action();
        var before = GC.GetAllocatedBytesForCurrentThread();
        action();
        (GC.GetAllocatedBytesForCurrentThread() - before).Should().BeLessThan(limitBytes);
    }
}
