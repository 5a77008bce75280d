using StoreScp.Server.Policy;

namespace StoreScp.Server.Tests.Policy;

public class DistinguishedNameTests
{
    [Theory]
    [InlineData("CN=ct1, O=Hospital", "CN=ct1, O=Hospital", true)]
    [InlineData("O=Hospital,CN=ct1", "CN=ct1, O=Hospital", true)]
    [InlineData("CN=ct1", "CN=ct1, O=Hospital", false)]
    [InlineData("CN=ct1", "CN=CT1", false)]
    [InlineData("CN=\"ct1, O=Hospital\"", "CN=ct1, O=Hospital", false)]
    [InlineData("CN=ct1", null, false)]
    [InlineData("CN=ct1", "", false)]
    public void Names_are_equal_when_their_parts_are(string wanted, string? shown, bool equal) =>
        DistinguishedName.AreEqual(wanted, shown).Should().Be(equal);
}
