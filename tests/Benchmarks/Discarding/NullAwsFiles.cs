namespace StoreScp.Benchmarks.Discarding;

/// <summary>Where nginx has its files: in a temporary folder with a short path, since the path of a socket has at most 107 bytes.</summary>
public sealed record NullAwsFiles(string Folder)
{
    public string Configuration => Path.Combine(Folder, "nginx.conf");

    public string Certificate => Path.Combine(Folder, "certificate.pem");

    public string Key => Path.Combine(Folder, "key.pem");

    public string AccessLog => Path.Combine(Folder, "access.log");

    public string ErrorLog => Path.Combine(Folder, "error.log");

    public string Socket => Path.Combine(Folder, "answers");

    public static NullAwsFiles Create() => new(Directory.CreateTempSubdirectory("storescp-null-aws-").FullName);

    public void Delete() => Directory.Delete(Folder, recursive: true);
}
