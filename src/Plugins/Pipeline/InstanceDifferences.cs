using StoreScp.Dicom;

namespace StoreScp.Plugins.Pipeline;

/// <summary>What differs between two states of an instance: elements of header and trailer, and the bulk as one element.</summary>
internal static class InstanceDifferences
{
    public static IReadOnlyList<ElementDifference> Between(ReceivedInstance before, ReceivedInstance after, int limit)
    {
        var header = DatasetDifferences.Between(before.Header, after.Header, limit);
        var bulk = BulkChange(before.Bulk, after.Bulk);
        var trailer = before.Trailer is { } old && after.Trailer is { } now ? DatasetDifferences.Between(old, now, limit) : [];
        if (bulk is null && trailer.Count == 0)
            return header;
        return [.. header.Concat(bulk is null ? [] : [bulk.Value]).Concat(trailer).Take(limit)];
    }

    private static ElementDifference? BulkChange(InstanceBulk? before, InstanceBulk? after)
    {
        var wasThere = before is { IsRemoved: false };
        var isThere = after is { IsRemoved: false };
        if (!wasThere && !isThere)
            return null;
        if (wasThere && isThere && before!.Tag == after!.Tag && before.TransformCount == after.TransformCount && before.HasSameSourceAs(after))
            return null;
        var tag = (isThere ? after : before)!.Tag;
        return new ElementDifference(tag.ToString(), tag, !wasThere ? ElementChange.Added : isThere ? ElementChange.Replaced : ElementChange.Removed);
    }
}
