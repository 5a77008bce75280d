namespace StoreScp.PulumiDouble.Tests.Rules;

/// <summary>What a resource has from its parent, and what transformations see before.</summary>
public sealed class InheritanceTests
{
    [Fact]
    public async Task The_provider_of_a_named_parent_is_the_childs_and_the_grandchilds()
    {
        var mocks = await Run.UpdateAsync(() =>
        {
            var provider = new Aws.Provider("explicit");
            var outer = new ComponentResource("a:b:Outer", "outer", new() { Providers = { provider } });
            var inner = new ComponentResource("a:b:Inner", "inner", new() { Parent = outer });
            _ = new Aws.Sns.Topic("child", new(), new() { Parent = inner });
            _ = new Aws.Sns.Topic("own", new(), new() { Parent = inner, Provider = new Aws.Provider("other") });
            _ = new Aws.Sns.Topic("orphan");
        });
        mocks["child"].Provider.Should().Be("urn:pulumi:dev::storescp::pulumi:providers:aws::explicit::explicit-id");
        mocks["own"].Provider.Should().EndWith("::other::other-id");
        mocks["orphan"].Provider.Should().BeNull();
    }

    [Fact]
    public async Task Protect_is_inherited_after_transformations_have_seen_the_options_as_they_were_written()
    {
        var seen = new Dictionary<string, bool?>();
        var inherited = new Dictionary<string, bool?>();
        await Run.UpdateAsync(() =>
        {
            var parent = new ComponentResource("a:b:C", "parent", new()
            {
                Protect = true,
                ResourceTransformations = { args => { seen[args.Resource.GetResourceName()] = args.Options.Protect; return null; } },
            });
            var child = new Aws.Sns.Topic("child", new(), new() { Parent = parent });
            inherited["child"] = Protect(child);
            inherited["released"] = Protect(new Aws.Sns.Topic("released", new(), new() { Parent = parent, Protect = false }));
            inherited["grandchild"] = Protect(new Aws.Sns.Topic("grandchild", new(), new() { Parent = child }));
        });
        seen.Should().BeEquivalentTo(new Dictionary<string, bool?> { ["parent"] = true, ["child"] = null, ["released"] = false, ["grandchild"] = null });
        inherited.Should().BeEquivalentTo(new Dictionary<string, bool?> { ["child"] = true, ["released"] = false, ["grandchild"] = true });

        // What a resource keeps for its children is internal in the official library too.
        static bool? Protect(Resource resource) => (bool?)typeof(Resource)
            .GetProperty("IsProtected", System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic)!.GetValue(resource);
    }

    [Fact]
    public async Task Own_transformations_run_first_then_the_parents_and_the_stacks_reach_everything()
    {
        var order = new List<string>();
        await Deployment.TestAsync<TransformedStack>(new RecordingMocks(), Run.Update);
        TransformedStack.Seen.Should().Contain("pulumi:pulumi:Stack").And.Contain("aws:sns/topic:Topic");

        await Run.UpdateAsync(() =>
        {
            var parent = new ComponentResource("a:b:C", "parent", new() { ResourceTransformations = { args => Note("parent", args) } });
            order.Clear();
            _ = new Aws.Sns.Topic("child", new(), new() { Parent = parent, ResourceTransformations = { args => Note("own", args) } });
        });
        order.Should().Equal("own", "parent");

        ResourceTransformationResult? Note(string who, ResourceTransformationArgs args)
        {
            order.Add(who);
            return null;
        }
    }

    [Fact]
    public async Task A_transformation_may_change_arguments_and_options_but_not_the_parent()
    {
        var mocks = await Run.UpdateAsync(() => _ = new Aws.Sns.Topic("t", new(), new()
        {
            ResourceTransformations = { args => new(new Aws.Sns.TopicArgs { DisplayName = "changed" }, args.Options) },
        }));
        mocks["t"].Inputs["displayName"].Should().Be("changed");

        var error = await Run.FailAsync(() => _ = new Aws.Sns.Topic("t", new(), new()
        {
            ResourceTransformations = { args => new(args.Args, new CustomResourceOptions { Parent = new ComponentResource("a:b:C", "c") }) },
        }));
        error.InnerException.Should().BeOfType<ArgumentException>();
    }

    [Fact]
    public void Merged_options_have_the_lists_of_both_and_otherwise_what_the_second_says()
    {
        var merged = CustomResourceOptions.Merge(
            new() { Protect = true, RetainOnDelete = true, IgnoreChanges = { "a" }, AdditionalSecretOutputs = { "s" } },
            new() { Protect = false, DeleteBeforeReplace = true, IgnoreChanges = { "b" } });
        (merged.Protect, merged.RetainOnDelete, merged.DeleteBeforeReplace).Should().Be((false, true, true));
        merged.IgnoreChanges.Should().Equal("a", "b");
        merged.AdditionalSecretOutputs.Should().Equal("s");
    }

    private sealed class TransformedStack : Stack
    {
        public static readonly System.Collections.Concurrent.ConcurrentBag<string> Seen = [];

        public TransformedStack()
            : base(new() { ResourceTransformations = { args => { Seen.Add(args.Resource.GetResourceType()); return null; } } })
        {
            var component = new ComponentResource("a:b:C", "component");
            _ = new Aws.Sns.Topic("child", new(), new() { Parent = component });
        }
    }
}
