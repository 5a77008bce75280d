using System.IO.Pipelines;
using Microsoft.Extensions.Time.Testing;
using StoreScp.Dicom;
using StoreScp.Protocol.Associations;
using StoreScp.Protocol.Dimse;
using StoreScp.Protocol.Pdus;
using StoreScp.Protocol.Tests.Support;

namespace StoreScp.Protocol.Tests.Associations;

public sealed class RequestorAssociationTests
{
    private static readonly CStoreRQ Store = new()
    {
        PresentationContextID = Wire.CTContext,
        MessageID = 9,
        AffectedSOPClassUID = Wire.CT,
        AffectedSOPInstanceUID = Wire.InstanceUID,
    };

    private readonly PipePair _pair = new();
    private ObservedTransport? _requestorTransport;

    [Theory]
    [InlineData(4096u)]
    [InlineData(16_384u)]
    [InlineData(262_144u)]
    public async Task Echo_store_and_release_with_our_own_acceptor(uint maximumPduLength)
    {
        var acceptor = new Acceptor(new AcceptorOptions { MaximumPduLength = maximumPduLength }, pair: _pair).Start();
        var dataSet = Wire.SomeBytes(500_000);

        await using var requestor = await AssociateAsync();
        var echo = await requestor.EchoAsync(default);
        var store = await requestor.StoreAsync(Store, new MemoryStream(dataSet), default);
        await requestor.ReleaseAsync(default);

        echo.Should().Be(DimseStatus.Success);
        store.Should().Be(new CStoreRSP(9, DimseStatus.Success));
        acceptor.Stored.Should().ContainSingle().Which.Should().Equal(dataSet);
        (await acceptor.Running).End.Kind.Should().Be(AssociationEndKind.Released);
        requestor.Accepted.UserInformation.ImplementationVersionName!.Name.Should().Be("STORESCP_TEST");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(131_066)]
    [InlineData(131_067)]
    public async Task Data_sets_at_the_edges_of_a_fragment_arrive_whole(int length)
    {
        var acceptor = new Acceptor(pair: _pair).Start();
        await using var requestor = await AssociateAsync();

        await requestor.StoreAsync(Store, PipeReader.Create(new(Wire.SomeBytes(length))), default);

        acceptor.Stored.Single().Should().Equal(Wire.SomeBytes(length));
    }

    [Fact]
    public async Task Failure_of_the_peer_is_told_with_its_comment()
    {
        _ = new Acceptor(pair: _pair) { Store = (_, _, _) => ValueTask.FromResult(new CStoreOutcome(DimseStatus.OutOfResources, "disk full")) }.Start();
        await using var requestor = await AssociateAsync();

        var response = await requestor.StoreAsync(Store, new MemoryStream(Wire.SomeBytes(100)), default);

        response.Should().Be(new CStoreRSP(9, DimseStatus.OutOfResources) { ErrorComment = "disk full" });
    }

    [Fact]
    public async Task Refusal_is_an_exception_with_the_peers_words()
    {
        _ = new Acceptor(pair: _pair) { Refusal = AAssociateRJ.CalledAETitleNotRecognized }.Start();

        (await FluentActions.Awaiting(AssociateAsync).Should().ThrowAsync<AssociationRejectedException>())
            .Which.Rejection.Should().Be(AAssociateRJ.CalledAETitleNotRecognized);
    }

    [Fact]
    public async Task Dispose_without_release_aborts()
    {
        var acceptor = new Acceptor(pair: _pair).Start();
        var requestor = await AssociateAsync();

        // The acceptor closes on A-ABORT; until then the requestor waits its guard.
        await requestor.DisposeAsync();

        (await acceptor.Running).End.Kind.Should().Be(AssociationEndKind.AbortedByPeer);
    }

    [Fact]
    public async Task Release_collision_is_answered_first_by_the_requestor()
    {
        var (requestor, acceptor) = await WithRawAcceptorAsync();
        var releasing = requestor.ReleaseAsync(default);
        (await acceptor.ReceivePduAsync()).Should().BeOfType<AReleaseRQ>();

        await acceptor.SendAsync(Wire.ReleaseRQ);
        (await acceptor.ReceivePduAsync()).Should().BeOfType<AReleaseRP>();
        releasing.IsCompleted.Should().BeFalse();
        await acceptor.SendAsync(AReleaseRP.Instance.ToBytes());

        await releasing;
    }

    [Fact]
    public async Task Response_to_another_message_is_aborted()
    {
        var (requestor, acceptor) = await WithRawAcceptorAsync();
        var echo = requestor.EchoAsync(default);
        await acceptor.ReceiveCommandAsync();

        await acceptor.SendAsync(Wire.CommandPData(1, new DimseCommand { CommandField = CommandField.CEchoRSP, MessageIDBeingRespondedTo = 99, Status = 0 }));

        (await acceptor.ReceivePduAsync()).Should().Be(new AAbort(AbortSource.ServiceProvider, AbortReason.UnexpectedPduParameter));
        acceptor.Close();
        await echo.Invoking(task => task).Should().ThrowAsync<AssociationAbortException>();
    }

    [Fact]
    public async Task Peer_that_aborts_or_releases_instead_of_answering_is_lost()
    {
        var (requestor, acceptor) = await WithRawAcceptorAsync();
        var echo = requestor.EchoAsync(default);
        await acceptor.ReceiveCommandAsync();

        await acceptor.SendAsync(Wire.ReleaseRQ);

        (await acceptor.ReceivePduAsync()).Should().BeOfType<AReleaseRP>();
        acceptor.Close();
        await echo.Invoking(task => task).Should().ThrowAsync<AssociationLostException>();
    }

    [Fact]
    public async Task Peer_that_never_answers_is_aborted_after_the_DIMSE_timeout()
    {
        var time = new FakeTimeProvider();
        var (requestor, acceptor) = await WithRawAcceptorAsync(time);
        var echo = requestor.EchoAsync(default);
        await acceptor.ReceiveCommandAsync();
        await _requestorTransport!.IsAwaitedAsync();

        time.Advance(TimeSpan.FromSeconds(60));

        (await acceptor.ReceivePduAsync()).Should().Be(new AAbort(AbortSource.ServiceUser, AbortReason.NotSpecified));
        acceptor.Close();
        await echo.Invoking(task => task).Should().ThrowAsync<AssociationLostException>();
    }

    [Fact]
    public async Task Cancelled_operation_aborts_the_association()
    {
        var (requestor, acceptor) = await WithRawAcceptorAsync();
        using var patience = new CancellationTokenSource();
        var echo = requestor.EchoAsync(patience.Token);
        await acceptor.ReceiveCommandAsync();

        await patience.CancelAsync();

        (await acceptor.ReceivePduAsync()).Should().Be(new AAbort(AbortSource.ServiceUser, AbortReason.NotSpecified));
        await echo.Invoking(task => task).Should().ThrowAsync<OperationCanceledException>();
        await requestor.Invoking(one => one.EchoAsync(default)).Should().ThrowAsync<ObjectDisposedException>();
    }

    private Task<RequestorAssociation> AssociateAsync() => AssociateAsync(TimeProvider.System);

    private Task<RequestorAssociation> AssociateAsync(TimeProvider time) =>
        RequestorAssociation.AssociateAsync(_requestorTransport = new ObservedTransport(_pair.Peer), Wire.Request(), new RequestorOptions { CloseGuard = TimeSpan.FromMilliseconds(200) }, time, TestContext.Current.CancellationToken);

    private async Task<(RequestorAssociation Requestor, RawPeer Acceptor)> WithRawAcceptorAsync(TimeProvider? time = null)
    {
        var acceptor = new RawPeer(_pair.Ours);
        var associating = AssociateAsync(time ?? TimeProvider.System);
        var request = (AAssociateRQ)await acceptor.ReceivePduAsync();
        await acceptor.SendAsync(Negotiation.Accept(request, new NegotiationRules { ImplementationClassUID = "1.2" }, 16_384).ToBytes());
        return (await associating, acceptor);
    }
}
