using StoreScp.Dicom;
using StoreScp.Plugins;
using StoreScp.Plugins.Pipeline;
using StoreScp.Plugins.Testing;
using StoreScp.PluginTesting.Tests.Handlers;

namespace StoreScp.PluginTesting.Tests.Running;

public sealed class DecisionTests
{
    [Fact]
    public async Task An_edit_is_in_the_header_in_the_changes_and_in_Original_Attributes()
    {
        await using var plugin = await DelegateHandler.EditingAsync(instance => instance.Header.Set(DicomTag.PatientID, "NEW").Remove(DicomTag.StudyID));

        var result = await plugin.RunAsync(TestInstance.CT());

        result.Decision.Should().Be(PreStoreResultKind.Continue);
        result.Header[DicomTag.PatientID].Should().Be("NEW");
        result.ChangedPaths.Should().Equal("(0010,0020)", "(0020,0010)");
        var original = result.Header.GetSequence(DicomTag.OriginalAttributesSequence)!.Should().ContainSingle().Subject;
        original.GetDateTime(DicomTag.AttributeModificationDateTime).Should().Be(new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.Zero));
        original.GetSequence(DicomTag.ModifiedAttributesSequence)![0][DicomTag.PatientID].Should().Be("SYN0001");
    }

    [Fact]
    public async Task A_result_can_be_written_as_a_file()
    {
        await using var plugin = await DelegateHandler.EditingAsync(instance => instance.Header.Set(DicomTag.PatientID, "NEW"));

        using var file = DicomFile.Open(new MemoryStream((await plugin.RunAsync(TestInstance.CT())).ToPart10()));

        file.Header[DicomTag.PatientID].Should().Be("NEW");
        file.Meta!.SourceApplicationEntityTitle.Should().Be("TEST_MODALITY");
        file.ReadTrailer().Should().BeEmpty();
    }

    [Fact]
    public async Task Routes_come_out_as_named()
    {
        await using var plugin = await DelegateHandler.CreateAsync((_, _, _) => ValueTask.FromResult(PreStoreResult.Route("archive", "research")));

        var result = await plugin.RunAsync(TestInstance.CT());

        result.Decision.Should().Be(PreStoreResultKind.Route);
        result.Routes.Should().Equal("archive", "research");
        result.IsStored.Should().BeTrue();
    }

    [Fact]
    public async Task A_refusal_has_status_and_comment_and_nothing_to_store()
    {
        await using var plugin = await DelegateHandler.CreateAsync((_, _, _) => ValueTask.FromResult(PreStoreResult.Refuse(0x0124, "Not from here")));

        var result = await plugin.RunAsync(TestInstance.CT());

        (result.Decision, result.Status, result.Reason, result.Failure).Should().Be((PreStoreResultKind.Refuse, (ushort)0x0124, "Not from here", null));
        result.Bulk.Should().BeNull();
        result.Invoking(refused => refused.ToPart10()).Should().Throw<InvalidOperationException>().WithMessage("*Refuse 0124H: Not from here*");
    }

    [Fact]
    public async Task A_handler_that_throws_is_answered_by_a_refusal_and_its_exception_is_there_to_see()
    {
        await using var plugin = await DelegateHandler.EditingAsync(_ => throw new InvalidDataException("mine"));

        var result = await plugin.RunAsync(TestInstance.CT());

        (result.Decision, result.Status, result.Failure).Should().Be((PreStoreResultKind.Refuse, (ushort)0xA700, HandlerFailure.Threw));
        result.Exception.Should().BeOfType<InvalidDataException>();
        result.Problem.Should().NotContain("mine", "the server keeps the type only");
        result.Invoking(failed => failed.ThrowIfFailed()).Should().Throw<InvalidOperationException>().WithInnerException<InvalidDataException>();
        result.Log.Should().ContainSingle().Which.Exception.Should().BeSameAs(result.Exception);
    }

    [Theory]
    [InlineData(FailureAction.Quarantine, PreStoreResultKind.Quarantine)]
    [InlineData(FailureAction.Bypass, PreStoreResultKind.Continue)]
    public async Task A_failure_is_answered_as_the_site_wants_it(FailureAction onFailure, PreStoreResultKind expected)
    {
        await using var plugin = await DelegateHandler.EditingAsync(instance =>
        {
            instance.Header.Set(DicomTag.PatientID, "HALF");
            throw new InvalidDataException();
        }, new PluginTestOptions { OnFailure = onFailure });

        var result = await plugin.RunAsync(TestInstance.CT());

        result.Decision.Should().Be(expected);
        if (onFailure == FailureAction.Bypass)
            result.Header[DicomTag.PatientID].Should().Be("SYN0001");
    }

    [Theory]
    [InlineData(false, PreStoreResultKind.Refuse, HandlerFailure.BrokeRules)]
    [InlineData(true, PreStoreResultKind.Continue, null)]
    public async Task UIDs_change_only_with_leave(bool changesUIDs, PreStoreResultKind expected, HandlerFailure? failure)
    {
        await using var plugin = await DelegateHandler.EditingAsync(
            instance => instance.Header.Set(DicomTag.StudyInstanceUID, "1.2.3"), new PluginTestOptions { Traits = DelegateHandler.Header with { ChangesUIDs = changesUIDs } });

        var result = await plugin.RunAsync(TestInstance.CT());

        (result.Decision, result.Failure).Should().Be((expected, failure));
    }

    [Fact]
    public async Task A_handler_that_waits_beyond_its_deadline_is_told_to_stop_and_fails()
    {
        await using var plugin = await DelegateHandler.CreateAsync(async (_, _, cancellation) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
            return PreStoreResult.Continue;
        }, new PluginTestOptions { Deadline = TimeSpan.FromMilliseconds(1) });

        (await plugin.RunAsync(TestInstance.CT())).Failure.Should().Be(HandlerFailure.TimedOut);
    }

    [Fact]
    public async Task A_handler_that_does_not_stop_is_given_up()
    {
        var never = new TaskCompletionSource<PreStoreResult>();
        await using var plugin = await DelegateHandler.CreateAsync(
            (_, _, _) => new ValueTask<PreStoreResult>(never.Task), new PluginTestOptions { Deadline = TimeSpan.FromMilliseconds(1) });

        var result = await plugin.RunAsync(TestInstance.CT());

        result.Failure.Should().Be(HandlerFailure.TimedOut);
        result.Problem.Should().Contain("did not stop");
    }

    [Fact]
    public async Task What_a_handler_allocates_is_measured_across_awaits_and_bounded()
    {
        await using var plugin = await DelegateHandler.CreateAsync(async (_, _, _) =>
        {
            GC.KeepAlive(new byte[1 << 20]);
            await Task.Yield();
            GC.KeepAlive(new byte[1 << 20]);
            return PreStoreResult.Continue;
        });
        (await plugin.RunAsync(TestInstance.CT())).AllocatedBytes.Should().BeInRange(2 << 20, 3 << 20);

        await using var bounded = await DelegateHandler.EditingAsync(
            _ => GC.KeepAlive(new byte[1 << 20]), new PluginTestOptions { MaximumAllocationBytes = 1 << 19 });
        (await bounded.RunAsync(TestInstance.CT())).Failure.Should().Be(HandlerFailure.Allocated);
    }

    [Fact]
    public async Task Cancelling_a_run_ends_it()
    {
        using var cancellation = new CancellationTokenSource();
        await using var plugin = await DelegateHandler.CreateAsync(async (_, _, token) =>
        {
            await cancellation.CancelAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, token);
            return PreStoreResult.Continue;
        });

        await plugin.Invoking(test => test.RunAsync(TestInstance.CT(), cancellation.Token)).Should().ThrowAsync<OperationCanceledException>();
    }
}
