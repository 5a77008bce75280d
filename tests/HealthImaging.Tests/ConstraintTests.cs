using System.Reflection;

namespace StoreScp.HealthImaging.Tests;

public sealed class ConstraintTests
{
    [Fact]
    public void The_constraints_are_those_of_the_service_model()
    {
        foreach (var vector in Vectors.Constraints)
        {
            var ours = (MemberPattern)typeof(MemberPatterns).GetField(vector.Shape, BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;
            // .NET's \d takes every script's digits; the service means ASCII.
            ours.Pattern.Should().Be(vector.Pattern.Replace(@"\d", "[0-9]"), vector.Shape);
            if (vector.Min is not null)
                (ours.Minimum, ours.Maximum).Should().Be((vector.Min.Value, vector.Max!.Value), vector.Shape);
        }
    }

    public static TheoryData<string, StartDICOMImportJobRequest> Broken() => new()
    {
        { "DatastoreId", Example.StartRequest with { DatastoreId = "../tags/x" } },
        { "DatastoreId", Example.StartRequest with { DatastoreId = Example.DatastoreId + "\n" } },
        { "JobName", Example.StartRequest with { JobName = "" } },
        { "JobName", Example.StartRequest with { JobName = "a b" } },
        { "ClientToken", Example.StartRequest with { ClientToken = new string('a', 65) } },
        { "ClientToken", Example.StartRequest with { ClientToken = "a/b" } },
        { "DataAccessRoleArn", Example.StartRequest with { DataAccessRoleArn = "arn:aws:iam::123:role/import" } },
        { "InputS3Uri", Example.StartRequest with { InputS3Uri = "bucket/import/" } },
        { "InputS3Uri", Example.StartRequest with { InputS3Uri = "s3://Bucket/import/" } },
        { "OutputS3Uri", Example.StartRequest with { OutputS3Uri = "s3://b/" } },
        { "InputOwnerAccountId", Example.StartRequest with { InputOwnerAccountId = "1234" } },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task A_member_that_breaks_its_pattern_is_named_and_nothing_is_sent(string member, StartDICOMImportJobRequest request)
    {
        using var service = new FakeService();
        var starting = () => Example.Client(service).StartDICOMImportJobAsync(request, default);
        (await starting.Should().ThrowAsync<ArgumentException>()).Which.Message.Should().StartWith(member).And.Contain("characters that match");
        service.Requests.Should().BeEmpty();
    }

    [Theory]
    [InlineData("0123456789abcdef0123456789abcde")]
    [InlineData("0123456789ABCDEF0123456789abcdef")]
    [InlineData("0123456789abcdef/123456789abcdef")]
    [InlineData("")]
    public async Task A_data_store_id_that_is_none_never_reaches_a_path(string datastoreId)
    {
        using var service = new FakeService();
        var client = Example.Client(service);
        await client.Awaiting(c => c.GetDatastoreAsync(datastoreId, default)).Should().ThrowAsync<ArgumentException>().WithMessage("datastoreId*[0-9a-z]{32}*");
        await client.Awaiting(c => c.GetDICOMImportJobAsync(datastoreId, "1", default)).Should().ThrowAsync<ArgumentException>();
        client.Invoking(c => c.ListDICOMImportJobsAsync(datastoreId, null, default)).Should().Throw<ArgumentException>();
        client.Invoking(c => c.SearchImageSetsAsync(datastoreId, new(), default)).Should().Throw<ArgumentException>();
        client.Invoking(c => c.ListImageSetVersionsAsync(datastoreId, Example.ImageSetId, default)).Should().Throw<ArgumentException>();
        await client.Awaiting(c => c.GetImageFrameAsync(datastoreId, Example.ImageSetId, Example.ImageFrameId, default)).Should().ThrowAsync<ArgumentException>();
        service.Requests.Should().BeEmpty();
    }

    [Theory]
    [InlineData("evil.example/", null)]
    [InlineData("", null)]
    [InlineData("eu-west-1", "ftp://localhost/")]
    [InlineData("eu-west-1", "http://localhost/?x=1")]
    public void Options_that_cannot_work_are_refused_at_once(string region, string? endpoint)
    {
        var options = new HealthImagingOptions { Region = region, Endpoint = endpoint is null ? null : new(endpoint) };
        FluentActions.Invoking(() => Example.Client(new FakeService(), options)).Should().Throw<ArgumentException>();
    }
}
