using Microsoft.Extensions.Time.Testing;

namespace StoreScp.HealthImaging.Tests;

public sealed class TimeoutTests
{
    private static readonly HealthImagingOptions Options = new()
    {
        Region = Example.Region,
        StartTimeout = TimeSpan.FromSeconds(30),
        CallTimeout = TimeSpan.FromSeconds(15),
        BlobTimeout = TimeSpan.FromSeconds(120),
    };

    public static TheoryData<int, Func<HealthImagingClient, Task>> Calls() => new()
    {
        { 30, client => client.StartDICOMImportJobAsync(Example.StartRequest, default) },
        { 15, client => client.GetDICOMImportJobAsync(Example.DatastoreId, Example.JobId, default) },
        { 15, client => client.ListDICOMImportJobsAsync(Example.DatastoreId, null, default).ToListAsync().AsTask() },
        { 15, client => client.GetImageSetAsync(Example.DatastoreId, Example.ImageSetId, null, default) },
        { 120, client => client.GetImageSetMetadataAsync(Example.DatastoreId, Example.ImageSetId, null, default) },
        { 120, client => client.GetImageFrameAsync(Example.DatastoreId, Example.ImageSetId, Example.ImageFrameId, default) },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_call_without_an_answer_ends_at_its_named_time(int seconds, Func<HealthImagingClient, Task> call)
    {
        var time = new FakeTimeProvider();
        using var service = new FakeService().Hang();
        var calling = call(Example.Client(service, Options, time));
        time.Advance(TimeSpan.FromSeconds(seconds - 1));
        calling.IsCompleted.Should().BeFalse();
        time.Advance(TimeSpan.FromSeconds(1));
        var error = (await calling.Awaiting(task => task).Should().ThrowAsync<InternalServerException>()).Which;
        error.IsTransient.Should().BeTrue();
        error.Message.Should().Contain($"within {seconds} s");
    }

    [Fact]
    public async Task The_callers_own_cancellation_stays_a_cancellation()
    {
        using var giveUp = new CancellationTokenSource();
        using var service = new FakeService().Hang();
        var calling = Example.Client(service, Options, new FakeTimeProvider()).StartDICOMImportJobAsync(Example.StartRequest, giveUp.Token);
        await giveUp.CancelAsync();
        await calling.Awaiting(task => task).Should().ThrowAsync<OperationCanceledException>();
    }
}
