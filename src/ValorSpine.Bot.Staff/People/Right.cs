namespace ValorSpine.Bot.Staff.People;

/// <summary>What a page or an action of the console needs. Which roles have it stands in one place, where the roles are.</summary>
public enum Right
{
    /// <summary>Sees conversations, alerts, who waits and the outbox.</summary>
    Read,

    /// <summary>Changes where a conversation, an alert or an outbox entry stands in the staff's work: states, assignee, tags, notes.</summary>
    Review,

    /// <summary>Takes a conversation over and writes to the patient.</summary>
    TakeOver,

    /// <summary>Judges answers and records safety incidents.</summary>
    Judge,

    /// <summary>Drafts changes of the knowledge and makes regression tests of conversations.</summary>
    Author,

    /// <summary>Approves and publishes what somebody else drafted.</summary>
    Approve,

    /// <summary>Sees the figures.</summary>
    Measure,

    /// <summary>Takes records out of the console: downloads and exports.</summary>
    Export,

    /// <summary>Sees names, phones, e-mails, dates of birth and addresses that are masked otherwise.</summary>
    Unmask,

    /// <summary>Opens, for a stated reason, what the role does not open otherwise.</summary>
    BreakGlass,

    /// <summary>Reads and verifies the audit trail.</summary>
    Audit,

    /// <summary>Erases, retains and holds records.</summary>
    Retain,

    /// <summary>Manages staff accounts and their roles.</summary>
    Administer,
}
