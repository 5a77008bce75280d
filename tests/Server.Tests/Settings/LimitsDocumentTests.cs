namespace StoreScp.Server.Tests.Settings;

public class LimitsDocumentTests
{
    [Fact]
    public void Every_setting_is_in_the_list_of_limits_with_its_default()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "StoreScp.sln")))
            folder = folder.Parent;
        var document = File.ReadAllText(Path.Combine(folder!.FullName, "docs", "limits.md"));

        foreach (var setting in Given.Settings().Effective)
        {
            var value = setting.Value == "(none)" ? "none" : setting.Value;
            document.Should().Contain($"| `{setting.Setting}` | {value} |");
        }
    }
}
