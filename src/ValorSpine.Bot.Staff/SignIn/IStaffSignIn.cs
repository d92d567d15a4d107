namespace ValorSpine.Bot.Staff.SignIn;

/// <summary>Signs staff in and out in the current request. The host implements it.</summary>
public interface IStaffSignIn
{
    /// <summary>Checks the password and, where it is right, issues the cookie. Counts wrong tries.</summary>
    Task<SignInOutcome> SignInAsync(string email, string password, CancellationToken cancel);

    /// <summary>Ends the session of the current request.</summary>
    Task SignOutAsync();
}

/// <summary>How a try to sign in ended.</summary>
public enum SignInOutcome
{
    /// <summary>Signed in.</summary>
    Ok,

    /// <summary>No such account, or not its password: not said which.</summary>
    Wrong,

    /// <summary>The password is right, and the account has a second factor that is asked for next.</summary>
    SecondStep,

    /// <summary>Too many wrong tries; the account opens again by itself.</summary>
    LockedOut,
}
