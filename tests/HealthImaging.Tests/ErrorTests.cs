using System.Net;

namespace StoreScp.HealthImaging.Tests;

public sealed class ErrorTests
{
    [Theory]
    [InlineData(429, "ThrottlingException", typeof(ThrottlingException), true)]
    [InlineData(402, "ServiceQuotaExceededException", typeof(ServiceQuotaExceededException), true)]
    [InlineData(400, "ValidationException", typeof(ValidationException), false)]
    [InlineData(409, "ConflictException", typeof(ConflictException), false)]
    [InlineData(404, "ResourceNotFoundException", typeof(ResourceNotFoundException), false)]
    [InlineData(403, "AccessDeniedException", typeof(AccessDeniedException), false)]
    [InlineData(500, "InternalServerException", typeof(InternalServerException), true)]
    [InlineData(406, "NotAcceptableException", typeof(HealthImagingException), false)]
    [InlineData(403, "ExpiredTokenException", typeof(HealthImagingException), false)]
    [InlineData(503, "SlowDown", typeof(HealthImagingException), true)]
    public async Task A_shape_becomes_its_exception(int status, string shape, Type expected, bool isTransient)
    {
        var error = await ErrorAsync(status, """{"message":"Why."}""", ("x-amzn-ErrorType", shape), ("x-amzn-RequestId", "r-1"));
        error.Should().BeOfType(expected);
        error.ErrorType.Should().Be(shape);
        error.Message.Should().Be("Why.");
        error.StatusCode.Should().Be((HttpStatusCode)status);
        error.RequestId.Should().Be("r-1");
        error.IsTransient.Should().Be(isTransient);
    }

    [Theory]
    [InlineData("ThrottlingException:http://internal.amazon.com/coral/com.amazon.medicalimaging/", "{}")]
    [InlineData("com.amazonaws.medicalimaging#ThrottlingException", "{}")]
    [InlineData("com.amazonaws.medicalimaging#ThrottlingException:http://x/#y", "{}")]
    [InlineData(null, """{"__type":"com.amazonaws.medicalimaging#ThrottlingException"}""")]
    [InlineData(null, """{"code":"ThrottlingException"}""")]
    public async Task A_shape_is_found_without_its_namespace_and_address(string? header, string body)
    {
        var error = await ErrorAsync(400, body, header is null ? [] : [("x-amzn-ErrorType", header)]);
        error.Should().BeOfType<ThrottlingException>();
        error.ErrorType.Should().Be("ThrottlingException");
        error.IsTransient.Should().BeTrue("the shape decides, not the status");
    }

    [Theory]
    [InlineData(502, "<html>Bad Gateway</html>", typeof(InternalServerException))]
    [InlineData(503, "", typeof(InternalServerException))]
    [InlineData(429, "[1]", typeof(ThrottlingException))]
    [InlineData(402, "null", typeof(ServiceQuotaExceededException))]
    [InlineData(403, "{\"message\":1}", typeof(AccessDeniedException))]
    [InlineData(404, "\"x\"", typeof(ResourceNotFoundException))]
    [InlineData(302, "", typeof(HealthImagingException))]
    public async Task An_answer_that_names_no_shape_is_judged_by_its_status(int status, string body, Type expected)
    {
        var error = await ErrorAsync(status, body);
        error.Should().BeOfType(expected);
        error.RequestId.Should().BeNull();
    }

    [Fact]
    public async Task A_shape_that_is_no_name_is_not_taken_over() =>
        (await ErrorAsync(500, "{}", ("x-amzn-ErrorType", "<b>\u0001"))).ErrorType.Should().Be("InternalServerException");

    [Fact]
    public async Task A_message_becomes_one_line_of_bounded_length()
    {
        var error = await ErrorAsync(400, $$"""{"Message":"a\nb{{new string('c', 5000)}}"}""");
        error.Message.Should().StartWith("a bc").And.HaveLength(2048);
    }

    [Fact]
    public async Task An_error_longer_than_64_KiB_is_not_read() =>
        (await ErrorAsync(500, $$"""{"message":"{{new string('c', 70_000)}}"}""")).Message.Should().Be("HealthImaging answered 500 InternalServerException.");

    [Fact]
    public async Task What_was_searched_for_is_not_quoted()
    {
        using var service = new FakeService().Answer("""{"message":"Value 'DOE^JANE' failed"}""", HttpStatusCode.BadRequest, ("x-amzn-ErrorType", "ValidationException"));
        var criteria = new SearchCriteria { Filters = [SearchFilter.Equal(new() { DICOMPatientId = "DOE^JANE" })] };
        var searching = async () => await Example.Client(service).SearchImageSetsAsync(Example.DatastoreId, criteria, default).FirstAsync();
        (await searching.Should().ThrowAsync<ValidationException>()).Which.ToString().Should().NotContain("DOE");
        criteria.Filters[0].Values[0].ToString().Should().NotContain("DOE");
    }

    [Fact]
    public async Task A_failed_connection_is_transient()
    {
        using var service = new FakeService().Answer(_ => throw new HttpRequestException("Connection refused"));
        var error = await CallAsync(service);
        error.Should().BeOfType<InternalServerException>();
        error.StatusCode.Should().BeNull();
        error.IsTransient.Should().BeTrue();
        error.Message.Should().Contain("Connection refused");
    }

    private static async Task<HealthImagingException> ErrorAsync(int status, string body, params (string, string)[] headers)
    {
        using var service = new FakeService().Answer(body, (HttpStatusCode)status, headers);
        return await CallAsync(service);
    }

    private static async Task<HealthImagingException> CallAsync(FakeService service)
    {
        var calling = () => Example.Client(service).GetDatastoreAsync(Example.DatastoreId, default);
        return (await calling.Should().ThrowAsync<HealthImagingException>()).Which;
    }
}
