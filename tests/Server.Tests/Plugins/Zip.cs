using System.IO.Compression;
using System.Text;

namespace StoreScp.Server.Tests.Plugins;

/// <summary>Zips, good ones and others.</summary>
internal static class Zip
{
    public static byte[] Of(params (string Name, string Content)[] files) => Of(archive =>
    {
        foreach (var (name, content) in files)
        {
            using var stream = archive.CreateEntry(name).Open();
            stream.Write(Encoding.UTF8.GetBytes(content));
        }
    });

    public static byte[] OfFolder(string folder)
    {
        using var zip = new MemoryStream();
        ZipFile.CreateFromDirectory(folder, zip);
        return zip.ToArray();
    }

    public static byte[] WithAttributes(string name, int attributes) => Of(archive => archive.CreateEntry(name).ExternalAttributes = attributes);

    private static byte[] Of(Action<ZipArchive> fill)
    {
        using var zip = new MemoryStream();
        using (var archive = new ZipArchive(zip, ZipArchiveMode.Create, leaveOpen: true))
            fill(archive);
        return zip.ToArray();
    }
}
