using Microsoft.Extensions.Time.Testing;
using StoreScp.Receiving.Memory;

namespace StoreScp.Receiving.Tests.Memory;

public sealed class MemoryBudgetTests
{
    private readonly FakeTimeProvider _time = new();

    private MemoryBudget Budget(int blocks) => new(blocks * MemoryBudget.BlockBytes, TimeSpan.FromSeconds(20), _time);

    [Fact]
    public async Task A_block_is_given_at_once_while_the_budget_lasts()
    {
        var budget = Budget(2);

        (await budget.RentAsync(default)).Should().HaveCount(MemoryBudget.BlockBytes);
        budget.TryRent().Should().NotBeNull();
        budget.TryRent().Should().BeNull("the budget is two blocks");
        budget.UsedBytes.Should().Be(budget.TotalBytes);
    }

    [Fact]
    public async Task Waiters_are_served_in_the_order_they_came()
    {
        var budget = Budget(1);
        var block = budget.TryRent()!;
        var first = budget.RentAsync(default).AsTask();
        var second = budget.RentAsync(default).AsTask();

        budget.Return(block);
        (await first).Should().BeSameAs(block);
        second.IsCompleted.Should().BeFalse();
        budget.Return(block);
        (await second).Should().BeSameAs(block);
        budget.WaiterCount.Should().Be(0);
    }

    [Fact]
    public async Task After_the_wait_time_the_answer_is_null_and_nobody_waits_any_more()
    {
        var budget = Budget(1);
        var block = budget.TryRent()!;
        var waiting = budget.RentAsync(default).AsTask();

        _time.Advance(TimeSpan.FromSeconds(20));
        (await waiting).Should().BeNull();
        budget.WaiterCount.Should().Be(0);

        budget.Return(block);
        budget.UsedBytes.Should().Be(0);
    }

    [Fact]
    public async Task A_cancelled_wait_leaves_the_block_to_others()
    {
        var budget = Budget(1);
        var block = budget.TryRent()!;
        using var cancellation = new CancellationTokenSource();
        var waiting = budget.RentAsync(cancellation.Token).AsTask();

        await cancellation.CancelAsync();
        await FluentActions.Awaiting(() => waiting).Should().ThrowAsync<OperationCanceledException>();
        budget.Return(block);
        budget.TryRent().Should().BeSameAs(block);
    }

    [Fact]
    public async Task A_newcomer_does_not_overtake_those_who_wait()
    {
        var budget = Budget(1);
        var block = budget.TryRent()!;
        var waiting = budget.RentAsync(default).AsTask();

        budget.Return(block);
        budget.TryRent().Should().BeNull();
        (await waiting).Should().BeSameAs(block);
    }

    [Fact]
    public void A_budget_below_one_block_is_refused() =>
        FluentActions.Invoking(() => new MemoryBudget(1000, TimeSpan.Zero, _time)).Should().Throw<ArgumentOutOfRangeException>();
}
