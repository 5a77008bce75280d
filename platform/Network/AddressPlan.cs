using System.Buffers.Binary;
using System.Net;

namespace StoreScp.Platform.Network;

/// <summary>Cuts the range of a VPC into eight equal subnets: public ones from the first on, private ones from the fifth on.</summary>
public static class AddressPlan
{
    private const int SubnetBits = 3;

    private const int FirstPrivate = 4;

    public static string Public(string vpcCidr, int zone) => Subnet(vpcCidr, zone);

    public static string Private(string vpcCidr, int zone) => Subnet(vpcCidr, FirstPrivate + zone);

    private static string Subnet(string vpcCidr, int index)
    {
        var vpc = IPNetwork.Parse(vpcCidr);
        var prefix = vpc.PrefixLength + SubnetBits;
        var address = BinaryPrimitives.ReadUInt32BigEndian(vpc.BaseAddress.GetAddressBytes()) + ((uint)index << (32 - prefix));
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, address);
        return $"{new IPAddress(bytes)}/{prefix}";
    }
}
