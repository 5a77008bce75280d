using Pulumi;
using Pulumi.Aws.Budgets.Inputs;
using StoreScp.Platform.Settings;
using Aws = Pulumi.Aws;

namespace StoreScp.Platform.Observability;

/// <summary>A budget for what has this environment's tag.</summary>
public static class MonthlyBudget
{
    public static void Create(ResourceNames names, PlatformSettings settings, Resource parent)
    {
        BudgetNotificationArgs Notify(string type, double percent) => new()
        {
            NotificationType = type,
            ComparisonOperator = "GREATER_THAN",
            Threshold = percent,
            ThresholdType = "PERCENTAGE",
            SubscriberEmailAddresses = settings.Observability.AlarmEmails.ToArray(),
        };

        _ = new Aws.Budgets.Budget(names.Prefix, new()
        {
            Name = names.Prefix,
            BudgetType = "COST",
            TimeUnit = "MONTHLY",
            LimitAmount = settings.Observability.MonthlyBudgetDollars.ToString(System.Globalization.CultureInfo.InvariantCulture),
            LimitUnit = "USD",
            CostFilters = { new BudgetCostFilterArgs { Name = "TagKeyValue", Values = { $"user:Environment${settings.Environment.Name}" } } },
            Notifications = { Notify("ACTUAL", 80), Notify("FORECASTED", 100) },
        }, new() { Parent = parent });
    }
}
