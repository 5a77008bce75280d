using System.Globalization;

namespace StoreScp.Plugins.Testing;

/// <summary>UIDs of test instances: the same in every run, and nobody else's (PS3.5 §B.2: 2.25 and a UUID, here one that was made for this).</summary>
internal static class TestUIDs
{
    private const string Root = "2.25.156301577283310867350391475613927716608";

    public static string Study(int number) => Make(1, number);

    public static string Series(int study, int number) => Make(2, study, number);

    public static string Instance(int study, int series, int number) => Make(3, study, series, number);

    private static string Make(params ReadOnlySpan<int> numbers)
    {
        var uid = Root;
        foreach (var number in numbers)
            uid += "." + number.ToString(CultureInfo.InvariantCulture);
        return uid;
    }
}
