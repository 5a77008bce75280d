using System.Text;
using StoreScp.Server.Plugins.Fetching;

namespace StoreScp.Server.Tests.Plugins;

public sealed class PluginZipTests : IDisposable
{
    private const int Link = 0xA1FF << 16;
    private const int Pipe = 0x11FF << 16;

    private readonly TemporaryFolder _folder = new();

    private string Target => Directory.CreateDirectory(_folder["target"]).FullName;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Files_and_folders_come_out_as_they_went_in()
    {
        await UnpackAsync(Zip.Of(("plugin.json", "{}"), ("en/text.txt", "word"), ("empty/", "")));

        (await File.ReadAllTextAsync(Path.Combine(Target, "plugin.json"), TestContext.Current.CancellationToken)).Should().Be("{}");
        (await File.ReadAllTextAsync(Path.Combine(Target, "en", "text.txt"), TestContext.Current.CancellationToken)).Should().Be("word");
        Directory.Exists(Path.Combine(Target, "empty")).Should().BeTrue();
    }

    [Theory]
    [InlineData("../outside")]
    [InlineData("a/../../outside")]
    [InlineData("/outside")]
    [InlineData("..\\outside")]
    [InlineData("C:outside")]
    [InlineData("a//outside")]
    [InlineData("./outside")]
    public async Task A_path_out_of_the_folder_is_refused_and_nothing_is_written_there(string name)
    {
        await RefusedAsync(Zip.Of((name, "x")), "*not plainly inside the folder*");

        Directory.EnumerateFiles(_folder.Path, "*", SearchOption.AllDirectories).Should().BeEmpty();
    }

    [Theory]
    [InlineData(Link)]
    [InlineData(Pipe)]
    [InlineData((int)FileAttributes.ReparsePoint)]
    public async Task Links_and_special_files_are_refused(int attributes) =>
        await RefusedAsync(Zip.WithAttributes("link", attributes), "*'link'*is a link or a special file*");

    [Fact]
    public async Task Two_entries_of_one_name_are_refused_in_any_case_of_letters() =>
        await RefusedAsync(Zip.Of(("a.dll", "x"), ("A.dll", "y")), "*is there twice*");

    [Fact]
    public async Task The_files_together_are_bounded_whatever_they_compress_to()
    {
        var zeros = new string('0', 1_000_000);

        await RefusedAsync(Zip.Of(("a", zeros), ("b", zeros)), "*'b'*is beyond*", new UnpackLimits { MaximumBytes = 1_999_999 });
        Directory.Delete(Target, recursive: true);
        await UnpackAsync(Zip.Of(("a", zeros), ("b", zeros)), new UnpackLimits { MaximumBytes = 2_000_000 });
    }

    [Fact]
    public async Task So_are_the_entries() =>
        await RefusedAsync(Zip.Of(("a", ""), ("b", ""), ("c", "")), "*3 entries; allowed: 2*", new UnpackLimits { MaximumEntries = 2 });

    [Fact]
    public async Task What_is_no_zip_is_refused() => await RefusedAsync(Encoding.ASCII.GetBytes("<html>no zip</html>"), "*");

    private async Task UnpackAsync(byte[] zip, UnpackLimits? limits = null)
    {
        using var stream = new MemoryStream(zip);
        await PluginZip.UnpackAsync(stream, Target, limits ?? new UnpackLimits(), TestContext.Current.CancellationToken);
    }

    private async Task RefusedAsync(byte[] zip, string message, UnpackLimits? limits = null)
    {
        var unpacking = () => UnpackAsync(zip, limits);

        (await unpacking.Should().ThrowAsync<InvalidDataException>()).WithMessage(message);
    }
}
