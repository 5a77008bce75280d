using StoreScp.Server.Settings;

namespace StoreScp.Server.Tests.Settings;

public class AwsSettingsTests
{
    private const string Machine = "arn:aws:states:eu-west-1:111122223333:stateMachine:import";
    private const string Role = "arn:aws:iam::111122223333:role/import";
    private const string Datastore = "0123456789abcdef0123456789abcdef";

    private static readonly (string, string)[] Stored =
    [
        ("Storage:Provider", "Aws"), ("Aws:Region", "eu-west-1"), ("Aws:Bucket", "images"), ("Aws:Table", "ledger"),
    ];

    private static readonly (string, string)[] Imported =
    [
        .. Stored, ("Aws:StateMachineArn", Machine), ("Aws:ResultsBucket", "results"), ("Aws:DataAccessRoleArn", Role), ("HealthImaging:DatastoreId", Datastore),
    ];

    public static TheoryData<string, (string, string)[]> Mistakes => new()
    {
        { "Storage:Provider is Aws, but Aws:Bucket is not set", [("Aws:Bucket", "")] },
        { "Storage:Provider is Aws, but Aws:Table is not set", [("Aws:Table", "")] },
        { "Aws:StateMachineArn is set, but Aws:ResultsBucket is not set", [("Aws:ResultsBucket", "")] },
        { "Aws:StateMachineArn is set, but Aws:DataAccessRoleArn is not set", [("Aws:DataAccessRoleArn", "")] },
        { "Aws:StateMachineArn is \"import\"", [("Aws:StateMachineArn", "import")] },
        { "but Storage:Provider is Aws; allowed with it: none", [("HealthImaging:EmulatorUrl", "http://127.0.0.1:8081")] },
        { "Aws:PartBytes is 5242881; allowed: whole blocks", [("Aws:PartBytes", "5242881")] },
        { "Aws:PartMemoryBytes is 6MiB; allowed: at least Aws:PartBytes", [("Aws:PartMemoryBytes", "6MiB")] },
        { "Aws:Endpoint is \"ftp://x\"", [("Aws:Endpoint", "ftp://x")] },
        { "Aws:Region is \"Ireland\"", [("Aws:Region", "Ireland")] },
    };

    [Fact]
    public void Region_bucket_and_table_are_enough_to_store()
    {
        var loaded = Given.Settings(Stored);

        loaded.Errors.Should().BeEmpty();
        loaded.Options.Storage.Provider.Should().Be(StorageProvider.Aws);
        loaded.Options.HealthImaging.EmulatorUrl.Should().BeNull("the emulator stands in for HealthImaging on one machine alone");
    }

    [Fact]
    public void What_imports_is_named_as_well() => Given.Settings(Imported).Errors.Should().BeEmpty();

    [Fact]
    public void The_data_store_of_the_emulator_is_not_taken_for_the_sites() =>
        Given.Settings([.. Imported.Where(setting => setting.Item1 != "HealthImaging:DatastoreId")]).Errors.Should().ContainSingle()
            .Which.Sentence.Should().Contain("Aws:StateMachineArn is set, but HealthImaging:DatastoreId is not set");

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_setting_that_is_missing_or_wrong_is_named(string sentence, (string, string)[] settings) =>
        Given.Settings([.. Imported, .. settings]).Errors.Should().Contain(error => error.Sentence.Contains(sentence));

    [Fact]
    public void Nothing_of_AWS_is_asked_for_on_one_machine() => Given.Settings().Errors.Should().BeEmpty();

    [Fact]
    public void A_services_own_endpoint_goes_before_the_one_of_all()
    {
        var aws = Given.Settings([.. Stored, ("Aws:Endpoint", "http://127.0.0.1:1"), ("Aws:S3Endpoint", "http://127.0.0.1:2")]).Options.Aws;

        aws.EndpointOf(aws.S3Endpoint)!.Port.Should().Be(2);
        aws.EndpointOf(aws.DynamoDBEndpoint)!.Port.Should().Be(1);
    }
}
