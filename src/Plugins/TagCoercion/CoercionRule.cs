using StoreScp.Plugins.Rules;
using StoreScp.Plugins.TagCoercion.Actions;

namespace StoreScp.Plugins.TagCoercion;

/// <summary>A rule, ready to run: a condition, and what is done when it is met.</summary>
internal sealed class CoercionRule
{
    private readonly CoercionAction[] _actions;
    private readonly RuleTrace[] _changed;
    private readonly RuleTrace[] _unchanged;

    public CoercionRule(int number, string name, Condition when, CoercionAction[] actions)
    {
        (Number, Name, When, _actions) = (number, name, when, actions);
        _changed = Array.ConvertAll(actions, action => new RuleTrace(number, name, action.Name, action.Target.Path.ToString(), IsChanged: true));
        _unchanged = Array.ConvertAll(_changed, trace => new RuleTrace(number, name, trace.Action, trace.Tags, IsChanged: false));
    }

    public int Number { get; }

    public string Name { get; }

    public Condition When { get; }

    public void Run(CoercionRun run)
    {
        if (!When.IsMet(run.Instance)) return;
        for (int i = 0; i < _actions.Length && run.Result.Kind == PreStoreResultKind.Continue; i++)
        {
            run.Current = _changed[i];
            bool isChanged = _actions[i].Apply(run);
            if (isChanged) run.Instance.Forget(_actions[i].Target.Path);
            run.Trace.Add(isChanged ? _changed[i] : _unchanged[i]);
        }
        run.Current = null;
    }
}
