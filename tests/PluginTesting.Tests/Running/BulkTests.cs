using StoreScp.Dicom;
using StoreScp.Plugins;
using StoreScp.Plugins.Pipeline;
using StoreScp.Plugins.Testing;
using StoreScp.PluginTesting.Tests.Handlers;

namespace StoreScp.PluginTesting.Tests.Running;

public sealed class BulkTests
{
    private static readonly TestInstance Small = TestInstance.CT().WithPixels(16, 16);

    [Fact]
    public async Task A_bulk_that_nobody_touches_is_what_came()
    {
        await using var plugin = await DelegateHandler.EditingAsync(_ => { });

        var (first, second) = (await plugin.RunAsync(Small), await plugin.RunAsync(Small));

        first.Bulk!.Bytes.Should().Be(512);
        first.Bulk.ToArray().Should().HaveCount(512);
        first.Bulk.SHA256.Should().Be(second.Bulk!.SHA256);
        first.Changes.Should().BeEmpty();
    }

    [Fact]
    public async Task A_stream_over_the_bulk_changes_what_is_stored()
    {
        await using var plain = await DelegateHandler.EditingAsync(_ => { });
        await using var plugin = await DelegateHandler.EditingAsync(instance => instance.Bulk!.Transform(received => new InvertingStream(received)));

        var (before, after) = (await plain.RunAsync(Small), await plugin.RunAsync(Small));

        after.Bulk!.ToArray().Should().Equal(before.Bulk!.ToArray().Select(value => (byte)~value));
        after.ChangedPaths.Should().Equal("(7FE0,0010)");
    }

    [Fact]
    public async Task Reading_the_arriving_bulk_synchronously_fails_as_it_would_on_the_server()
    {
        await using var plugin = await DelegateHandler.EditingAsync(
            instance => instance.Bulk!.Transform(received => new InvertingStream(received, isSynchronous: true)));

        var result = await plugin.RunAsync(Small);

        (result.Decision, result.Failure).Should().Be((PreStoreResultKind.Refuse, HandlerFailure.Threw));
        result.Exception!.Message.Should().Contain("ReadAsync");
    }

    [Fact]
    public async Task The_arriving_bulk_cannot_be_sought()
    {
        Stream? seen = null;
        await using var plugin = await DelegateHandler.EditingAsync(instance => instance.Bulk!.Transform(received => seen = received));

        await plugin.RunAsync(Small);

        seen!.CanSeek.Should().BeFalse();
    }

    [Fact]
    public async Task A_handler_that_declared_the_header_cannot_read_the_bulk_or_take_the_instance_as_a_file()
    {
        await using var reading = await DelegateHandler.EditingAsync(instance => instance.Bulk!.OpenRead().Dispose());
        await using var taking = await DelegateHandler.EditingAsync(instance => instance.OpenAsPart10().Dispose());

        (await reading.RunAsync(Small)).Exception.Should().BeOfType<InvalidOperationException>();
        (await taking.RunAsync(Small)).Exception.Should().BeOfType<InvalidOperationException>();
    }

    [Theory]
    [InlineData(100, "more")]
    [InlineData(1000, "fewer")]
    public async Task A_bulk_of_another_length_than_announced_is_refused(long announced, string problem)
    {
        await using var plugin = await DelegateHandler.EditingAsync(instance => instance.Bulk!.Transform(received => received, announced));

        var result = await plugin.RunAsync(Small);

        (result.Decision, result.Failure).Should().Be((PreStoreResultKind.Refuse, HandlerFailure.BrokeRules));
        result.Problem.Should().Contain(problem);
    }

    [Fact]
    public async Task A_removed_bulk_is_not_stored()
    {
        await using var plugin = await DelegateHandler.EditingAsync(instance => instance.Bulk!.Remove());

        var result = await plugin.RunAsync(Small);

        result.Bulk.Should().BeNull();
        result.ChangedPaths.Should().Equal("(7FE0,0010)");
        using var file = DicomFile.Open(new MemoryStream(result.ToPart10()));
        file.Bulk.Should().BeNull();
    }

    [Fact]
    public async Task Two_gigabytes_pass_through_a_handler_without_being_held()
    {
        await using var plugin = await DelegateHandler.EditingAsync(
            instance => instance.Bulk!.Transform(received => received), new PluginTestOptions { MaximumKeptBulkBytes = 1 << 20 });
        var before = GC.GetTotalAllocatedBytes();

        var result = await plugin.RunAsync(TestInstance.CT().WithPixels(4096, 4096, 16, frames: 64));

        result.Bulk!.Bytes.Should().Be(1L << 31);
        (GC.GetTotalAllocatedBytes() - before).Should().BeLessThan(1L << 30, "other tests run beside this one, and none of this one's size");
        result.Bulk.Invoking(bulk => bulk.OpenRead()).Should().Throw<InvalidOperationException>().WithMessage("*MaximumKeptBulkBytes*");
    }

    [Fact]
    public async Task Edits_of_the_trailer_are_made_after_the_call_has_completed()
    {
        var completed = false;
        bool? completedAtEdit = null;
        await using var plugin = await DelegateHandler.CreateAsync((instance, _, _) =>
        {
            instance.EditTrailer(trailer =>
            {
                completedAtEdit = completed;
                trailer.Remove(DicomTag.DataSetTrailingPadding);
            });
            completed = true;
            return ValueTask.FromResult(PreStoreResult.Continue);
        });

        var result = await plugin.RunAsync(Small.WithTrailer(trailer => trailer.SetBytes(DicomTag.DataSetTrailingPadding, DicomVR.OB, new byte[8])));

        completedAtEdit.Should().BeTrue();
        result.Trailer.Should().BeEmpty();
        result.ChangedPaths.Should().Equal("(FFFC,FFFC)");
    }

    [Fact]
    public async Task A_trailer_edit_that_throws_refuses_the_instance()
    {
        await using var plugin = await DelegateHandler.EditingAsync(instance => instance.EditTrailer(_ => throw new InvalidDataException()));

        var result = await plugin.RunAsync(Small);

        (result.Decision, result.Failure).Should().Be((PreStoreResultKind.Refuse, HandlerFailure.Threw));
        result.Exception.Should().BeOfType<InvalidDataException>();
    }

    [Fact]
    public async Task A_handler_that_declared_the_whole_data_set_reads_the_bulk_and_edits_the_trailer_at_once()
    {
        byte[] read = [];
        await using var plugin = await DelegateHandler.CreateAsync(async (instance, _, cancellation) =>
        {
            using var copy = new MemoryStream();
            await using (var bulk = instance.Bulk!.OpenRead())
                await bulk.CopyToAsync(copy, cancellation);
            read = copy.ToArray();
            instance.EditTrailer(trailer => trailer.Remove(DicomTag.DataSetTrailingPadding));
            return PreStoreResult.Continue;
        }, new PluginTestOptions { Traits = DelegateHandler.Whole });

        var result = await plugin.RunAsync(Small.WithTrailer(trailer => trailer.SetBytes(DicomTag.DataSetTrailingPadding, DicomVR.OB, new byte[8])));

        result.ThrowIfFailed().Bulk!.ToArray().Should().Equal(read);
        result.Trailer.Should().BeEmpty();
    }

    [Fact]
    public async Task A_handler_may_take_the_instance_as_a_file_and_give_another_back()
    {
        await using var plugin = await DelegateHandler.CreateAsync(async (instance, _, cancellation) =>
        {
            DicomDataset header;
            using (var file = DicomFile.Open(instance.OpenAsPart10()))
                header = file.Header;
            using var replacement = new MemoryStream();
            TestInstance.CT().WithPixels(8, 8).With(DicomTag.PatientID, header[DicomTag.PatientID] + "-X").WriteTo(replacement);
            replacement.Position = 0;
            await instance.ReplaceFromPart10Async(replacement, cancellation);
            return PreStoreResult.Continue;
        }, new PluginTestOptions { Traits = DelegateHandler.Whole });

        var result = await plugin.RunAsync(Small);

        result.ThrowIfFailed().Header[DicomTag.PatientID].Should().Be("SYN0001-X");
        result.Bulk!.Bytes.Should().Be(128);
        result.ChangedPaths.Should().Contain("(7FE0,0010)");
    }
}
