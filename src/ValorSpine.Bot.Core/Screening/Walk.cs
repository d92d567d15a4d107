using System.Collections.Immutable;

namespace ValorSpine.Bot.Core.Screening;

/// <summary>Where a screening stands: which questions apply, which comes next, how far it is. Built for one state and thrown away.</summary>
internal sealed class Walk : IAnswers
{
    private readonly ScreeningDefinition _definition;
    private readonly ScreeningState _state;
    private readonly bool?[] _enabled;
    private readonly bool[] _judged;

    public Walk(ScreeningDefinition definition, ScreeningState state)
    {
        (_definition, _state) = (definition, state);
        _enabled = new bool?[definition.Questions.Length];
        _judged = new bool[definition.Questions.Length];
    }

    /// <summary>The first question that applies and has no answer, or null at the end.</summary>
    public Question? Next => Applying.FirstOrDefault(question => _state.AnswerTo(question.LinkId) is null);

    /// <summary>The questions that apply for sure, in order.</summary>
    public IEnumerable<Question> Applying => _definition.Questions.Where(question => IsEnabled(question.LinkId) == true);

    /// <summary>How many questions apply or may yet apply. It never grows while the patient goes forward.</summary>
    public int Total => _definition.Questions.Count(question => IsEnabled(question.LinkId) != false);

    /// <summary>1 for the first question that applies.</summary>
    public int NumberOf(Question question) => Applying.TakeWhile(other => other.LinkId != question.LinkId).Count() + 1;

    /// <summary>True, false, or null where it hangs on a question that may still be asked. A link id of another version does not apply.</summary>
    public bool? IsEnabled(string linkId)
    {
        var index = _definition.IndexOf(linkId);
        if (index < 0)
            return false;
        if (!_judged[index])
        {
            _judged[index] = true;
            _enabled[index] = _definition.Questions[index].Enabled.Evaluate(this);
        }

        return _enabled[index];
    }

    public Knowledge Find(string linkId, out ImmutableArray<AnswerValue> values)
    {
        values = [];
        if (IsEnabled(linkId) is not { } enabled)
            return Knowledge.Open;
        if (!enabled)
            return Knowledge.Absent;
        switch (_state.AnswerTo(linkId))
        {
            case null:
                return Knowledge.Open;
            case { Status: AnswerStatus.Given } answer:
                values = answer.Values;
                return Knowledge.Answered;
            default:
                return Knowledge.Absent;
        }
    }
}
