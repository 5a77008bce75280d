using StoreScp.Platform.Graph.Settings;
using StoreScp.Platform.Settings;

namespace StoreScp.Platform.Tests;

/// <summary>The files of environments, by Pulumi's rules and by ours.</summary>
public sealed class EnvironmentFileTests
{
    private const string DisableDefaultProviders = "pulumi:disable-default-providers";

    public static TheoryData<string> Environments => [.. Repository.Environments];

    [Fact]
    public void The_environments_are_dev_staging_and_prod() => Repository.Environments.Should().Equal("dev", "prod", "staging");

    [Theory]
    [MemberData(nameof(Environments))]
    public void A_file_says_nothing_that_Pulumi_yaml_does_not_declare(string environment)
    {
        var file = Repository.Environment(environment);
        file.Written.Keys.Where(key => key != DisableDefaultProviders).Should().BeSubsetOf(file.Project.Settings.Select(setting => $"{file.Project.Name}:{setting.Key}"));
    }

    [Theory]
    [MemberData(nameof(Environments))]
    public void Default_providers_are_off(string environment) => Repository.Environment(environment).Written[DisableDefaultProviders].Should().Be("""["aws"]""");

    [Theory]
    [MemberData(nameof(Environments))]
    public void A_file_repeats_no_default_and_all_that_it_says_is_right(string environment)
    {
        var file = Repository.Environment(environment);
        var reader = new SettingsReader($"environments/Pulumi.{environment}.yaml", key => file.Values.GetValueOrDefault($"{file.Project.Name}:{key}"));
        PlatformSettings.Read(reader, environment);
        reader.Errors.Should().BeEmpty();
        reader.Settings.Where(setting => setting.Key is not ("PeerCIDRs" or "LambdaZip") && file.Written.TryGetValue($"{file.Project.Name}:{setting.Key}", out var value)
            && value == setting.Default).Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(Environments))]
    public void A_value_has_its_declared_type(string environment)
    {
        var file = Repository.Environment(environment);
        foreach (var declared in file.Project.Settings)
        {
            var value = file.Values[$"{file.Project.Name}:{declared.Key}"];
            var fits = declared.Type switch
            {
                "integer" => int.TryParse(value, out _),
                "boolean" => value is "true" or "false",
                "array" => value.StartsWith('['),
                "object" => value.StartsWith('{'),
                _ => true,
            };
            fits.Should().BeTrue($"{declared.Key} is of type {declared.Type}, and {value} is not");
        }
    }

    [Theory]
    [MemberData(nameof(Environments))]
    public void No_secret_stands_in_a_file(string environment)
    {
        var file = Repository.Environment(environment);
        file.Project.Settings.Should().NotContain(setting => setting.IsSecret, "secrets go by name or ARN, never through Pulumi");
        file.Secrets.Should().BeEmpty();
        file.Written.Values.Should().NotContain(value => value.Contains("-----BEGIN", StringComparison.Ordinal) || value.Contains("AKIA", StringComparison.Ordinal));
    }

    [Fact]
    public void Production_is_protected_and_in_several_zones_and_development_can_be_destroyed()
    {
        var (prod, staging, dev) = (Repository.Environment("prod"), Repository.Environment("staging"), Repository.Environment("dev"));
        prod.Value("ProtectData").Should().Be("true");
        staging.Value("ProtectData").Should().Be("true");
        dev.Value("ProtectData").Should().Be("false");
        prod.Value("AvailabilityZones").Should().Be("""["a","b","c"]""");
        int.Parse(prod.Value("TaskDesiredCount"), System.Globalization.CultureInfo.InvariantCulture).Should().BeGreaterThan(1);
        dev.Value("TaskEgress").Should().NotBe("NAT");
        new[] { prod, staging, dev }.Select(file => file.Value("AccountID")).Should().OnlyHaveUniqueItems();
    }
}
