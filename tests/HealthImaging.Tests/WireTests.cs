using System.IO.Compression;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace StoreScp.HealthImaging.Tests;

/// <summary>The client against a real HTTP server on the loopback.</summary>
public sealed class WireTests : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch.AddYears(56));
    private readonly CancellationTokenSource _end = new();
    private WebApplication? _server;

    [Fact]
    public async Task A_start_arrives_signed_with_its_host_and_length()
    {
        var client = await ServeAsync(async context =>
        {
            context.Request.Headers.Host.ToString().Should().Be($"127.0.0.1:{context.Connection.LocalPort}");
            context.Request.Headers.Authorization.ToString().Should().StartWith("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20260101/eu-west-1/medical-imaging/aws4_request");
            context.Request.ContentLength.Should().BePositive();
            await context.Response.WriteAsync("""{"datastoreId":"d","jobId":"1","jobStatus":"SUBMITTED","submittedAt":1}""");
        });
        (await client.StartDICOMImportJobAsync(Example.StartRequest, default)).JobId.Should().Be("1");
    }

    [Fact]
    public async Task An_empty_post_has_length_zero()
    {
        var client = await ServeAsync(async context =>
        {
            context.Request.ContentLength.Should().Be(0);
            await context.Response.WriteAsync("""{"datastoreId":"d","imageSetId":"i","versionId":"1","imageSetState":"ACTIVE"}""");
        });
        (await client.GetImageSetAsync(Example.DatastoreId, Example.ImageSetId, null, default)).VersionId.Should().Be("1");
    }

    [Fact]
    public async Task Metadata_is_unpacked_while_it_is_read()
    {
        var document = $$"""{"SchemaVersion":"1.1","Padding":"{{new string('x', 300_000)}}"}""";
        var client = await ServeAsync(async context =>
        {
            context.Response.Headers.ContentEncoding = "gzip";
            await using var gzip = new GZipStream(context.Response.Body, CompressionLevel.Fastest);
            await gzip.WriteAsync(Encoding.UTF8.GetBytes(document));
        });
        await using var metadata = await client.GetImageSetMetadataAsync(Example.DatastoreId, Example.ImageSetId, "1", default);
        using var reader = new StreamReader(metadata);
        (await reader.ReadToEndAsync()).Should().Be(document);
    }

    [Fact]
    public async Task Metadata_that_says_gzip_and_is_none_is_invalid_data()
    {
        var client = await ServeAsync(context =>
        {
            context.Response.Headers.ContentEncoding = "gzip";
            return context.Response.WriteAsync("{}");
        });
        await using var metadata = await client.GetImageSetMetadataAsync(Example.DatastoreId, Example.ImageSetId, null, default);
        await metadata.Awaiting(stream => stream.ReadExactlyAsync(new byte[1]).AsTask()).Should().ThrowAsync<InvalidDataException>();
    }

    [Fact]
    public async Task A_frame_comes_as_it_is_stored_with_its_content_type()
    {
        var pixels = new byte[100_000];
        new Random(1).NextBytes(pixels);
        var client = await ServeAsync(async context =>
        {
            context.Response.ContentType = "image/jph";
            await context.Response.Body.WriteAsync(pixels);
        });
        await using var frame = await client.GetImageFrameAsync(Example.DatastoreId, Example.ImageSetId, Example.ImageFrameId, default);
        frame.ContentType.Should().Be("image/jph");
        var copy = new MemoryStream();
        await frame.Content.CopyToAsync(copy);
        copy.ToArray().Should().Equal(pixels);
    }

    [Fact]
    public async Task An_error_is_read_from_its_headers_and_body()
    {
        var client = await ServeAsync(context =>
        {
            context.Response.StatusCode = 402;
            context.Response.Headers["x-amzn-ErrorType"] = "ServiceQuotaExceededException:";
            context.Response.Headers["x-amzn-RequestId"] = "11111111-2222-3333-4444-555555555555";
            return context.Response.WriteAsync("""{"message":"Too many jobs"}""");
        });
        var starting = () => client.StartDICOMImportJobAsync(Example.StartRequest, default);
        var error = (await starting.Should().ThrowAsync<ServiceQuotaExceededException>()).Which;
        error.RequestId.Should().Be("11111111-2222-3333-4444-555555555555");
        error.Message.Should().Be("Too many jobs");
    }

    [Fact]
    public async Task A_redirection_is_an_error_and_not_followed()
    {
        var calls = 0;
        var client = await ServeAsync(context =>
        {
            calls++;
            context.Response.Redirect("/elsewhere");
            return Task.CompletedTask;
        });
        var error = (await client.Awaiting(c => c.GetDatastoreAsync(Example.DatastoreId, default)).Should().ThrowAsync<HealthImagingException>()).Which;
        error.StatusCode.Should().Be(HttpStatusCode.Redirect);
        error.IsTransient.Should().BeFalse();
        calls.Should().Be(1);
    }

    [Fact]
    public async Task A_server_that_never_answers_is_given_up_in_time()
    {
        var arrived = new TaskCompletionSource();
        var client = await ServeAsync(async context =>
        {
            arrived.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, _end.Token);
        });
        var calling = client.GetDatastoreAsync(Example.DatastoreId, default);
        await arrived.Task;
        _time.Advance(TimeSpan.FromSeconds(15));
        await calling.Awaiting(task => task).Should().ThrowAsync<InternalServerException>().WithMessage("*within 15 s*");
    }

    [Fact]
    public async Task A_server_that_stops_in_the_middle_of_a_frame_is_given_up_in_time()
    {
        var client = await ServeAsync(async context =>
        {
            await context.Response.Body.WriteAsync(new byte[10]);
            await context.Response.Body.FlushAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, _end.Token);
        });
        await using var frame = await client.GetImageFrameAsync(Example.DatastoreId, Example.ImageSetId, Example.ImageFrameId, default);
        await frame.Content.ReadExactlyAsync(new byte[10]);
        var reading = frame.Content.ReadAsync(new byte[1]).AsTask();
        _time.Advance(TimeSpan.FromMinutes(2));
        await reading.Awaiting(task => task).Should().ThrowAsync<InternalServerException>().WithMessage("*within 120 s*");
    }

    [Fact]
    public async Task A_connection_that_breaks_in_the_middle_of_an_answer_is_transient()
    {
        var client = await ServeAsync(async context =>
        {
            await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes("""{"datastore"""));
            await context.Response.Body.FlushAsync();
            context.Abort();
        });
        (await client.Awaiting(c => c.GetDatastoreAsync(Example.DatastoreId, default)).Should().ThrowAsync<InternalServerException>())
            .Which.IsTransient.Should().BeTrue();
    }

    [Fact]
    public async Task A_server_that_is_gone_is_transient()
    {
        var client = await ServeAsync(_ => Task.CompletedTask);
        await _server!.StopAsync();
        (await client.Awaiting(c => c.GetDatastoreAsync(Example.DatastoreId, default)).Should().ThrowAsync<InternalServerException>())
            .Which.Message.Should().Contain("cannot be reached");
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        if (_server is not null)
            await _server.DisposeAsync();
        _end.Dispose();
    }

    private async Task<HealthImagingClient> ServeAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _server = builder.Build();
        _server.Run(answer);
        await _server.StartAsync();
        var options = new HealthImagingOptions { Region = Example.Region, Endpoint = new(_server.Urls.Single()) };
        return Example.Client(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false }, options, _time);
    }
}
