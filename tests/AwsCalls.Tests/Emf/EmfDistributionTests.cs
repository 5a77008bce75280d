using System.Text.Json;
using StoreScp.AwsCalls.Emf;

namespace StoreScp.AwsCalls.Tests.Emf;

public sealed class EmfDistributionTests
{
    [Fact]
    public void Values_that_are_near_each_other_keep_their_own_buckets()
    {
        var json = Json(30, 30, 31, 45.5);
        Numbers(json, "Counts").Should().Equal(2, 1, 1);
        Numbers(json, "Values").Zip([30, 31, 45.5]).Should().OnlyContain(pair => Math.Abs(pair.First - pair.Second) <= pair.Second * 0.003);
        (json.GetProperty("Min").GetDouble(), json.GetProperty("Max").GetDouble(), json.GetProperty("Count").GetInt64(), json.GetProperty("Sum").GetDouble()).Should().Be((30, 45.5, 4, 136.5));
    }

    [Fact]
    public void A_wide_distribution_fits_into_what_CloudWatch_takes_and_is_right_to_nine_percent()
    {
        var values = Enumerable.Range(0, 4_500).Select(i => 0.01 * Math.Pow(2, 20 * i / 4_499.0)).ToList();
        var json = Json([.. values]);
        var (middles, counts) = (Numbers(json, "Values"), Numbers(json, "Counts"));
        middles.Should().HaveCount(counts.Count).And.BeInAscendingOrder().And.HaveCountLessThanOrEqualTo(EmfDistribution.MaximumBuckets);
        counts.Sum().Should().Be(4_500);
        foreach (var percent in new[] { 0.5, 0.9, 0.99 })
        {
            var rank = (int)(percent * 4_500);
            double seen = 0;
            var middle = middles.Zip(counts).First(bucket => (seen += bucket.Second) > rank).First;
            middle.Should().BeApproximately(values[rank], values[rank] * 0.095);
        }
    }

    [Fact]
    public void Nothing_at_all_is_a_bucket_of_its_own()
    {
        var json = Json(0, 8, 0);
        Numbers(json, "Values").Should().HaveCount(2).And.StartWith(0);
        Numbers(json, "Values")[1].Should().BeApproximately(8, 0.03);
        Numbers(json, "Counts").Should().Equal(2, 1);
    }

    private static JsonElement Json(params double[] values) => JsonDocument.Parse(EmfDistribution.Of(values).ToJson()).RootElement;

    private static List<double> Numbers(JsonElement json, string name) => [.. json.GetProperty(name).EnumerateArray().Select(number => number.GetDouble())];
}
