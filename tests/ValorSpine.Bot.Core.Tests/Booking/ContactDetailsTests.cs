using CsCheck;
using ValorSpine.Bot.Core.Booking;

namespace ValorSpine.Bot.Core.Tests.Booking;

public sealed class ContactDetailsTests
{
    [Theory]
    [InlineData("jo smith 312 555 0137 jo@x.org", "Jo Smith", "+13125550137", "jo@x.org")]
    [InlineData("jo@x.org, (312) 555-0137, Jo Smith", "Jo Smith", "+13125550137", "jo@x.org")]
    [InlineData("My name is Mary-Ann O'Neil and my number is 312.555.0137", "Mary-Ann O'Neil", "+13125550137", null)]
    [InlineData("312-555-0137 jo smith", "Jo Smith", "+13125550137", null)]
    [InlineData("hi, I'm José García, phone: +1 312 555 0137, email: jose@example.org", "José García", "+13125550137", "jose@example.org")]
    [InlineData("This is Cher", "Cher", null, null)]
    [InlineData("MARIA LOPEZ", "Maria Lopez", null, null)]
    [InlineData("3125550137", null, "+13125550137", null)]
    [InlineData("you can reach me at 1 312 555 0137", null, "+13125550137", null)]
    [InlineData("my email is jo @ example . org", null, null, "jo@example.org")]
    [InlineData("+44 20 7946 0958 Ann Lee", "Ann Lee", "+442079460958", null)]
    [InlineData("name: Jo Smith\nphone: 3125550137\nemail: jo@x.org", "Jo Smith", "+13125550137", "jo@x.org")]
    [InlineData("李小龍", "李小龍", null, null)]
    [InlineData("Jo Smith, jo at example dot org", "Jo Smith", null, "jo@example.org")]
    [InlineData("jo@gmail,com", null, null, "jo@gmail.com")]
    [InlineData("Will May", "Will May", null, null)]
    [InlineData("yes Ann Lee", "Ann Lee", null, null)]
    [InlineData("does it hurt", null, null, null)]
    [InlineData("i have back pain", null, null, null)]
    [InlineData("🙂🙂", null, null, null)]
    [InlineData("Ann Lee, 555-201-3344", "Ann Lee", "+15552013344", null)]
    [InlineData("1 (312) 555.0137 Ann Lee", "Ann Lee", "+13125550137", null)]
    [InlineData("Ann Lee 312/555-0137", "Ann Lee", "+13125550137", null)]
    [InlineData("", null, null, null)]
    [InlineData("tomorrow morning", null, null, null)]
    public void Reads_what_is_there_in_any_order(string text, string? name, string? phone, string? email)
    {
        var read = ContactDetails.Read(text);
        Assert.Equal((name, phone, email), (read.Name, read.Phone, read.Email));
        Assert.Null(read.Problem);
    }

    private static readonly string[] s_parts = ["six one five five five five", "zero one one six", "Five, five, five", "double two nine", "312", "555-0137", "jo", "at", "AT", "gmail.com", "dot com", "example", "@", "does it hurt", "tomorrow", "Ann Lee"];

    [Fact]
    public void What_is_told_at_once_to_hold_neither_number_nor_address_holds_none_when_it_is_read() =>
        Gen.Int[0, s_parts.Length - 1].Array[1, 6].Select(places => string.Join(' ', places.Select(place => s_parts[place])))
            .Sample(text => ContactDetails.MayHoldPhoneOrEmail(text) || ContactDetails.Read(text) is { Phone: null, Email: null });

    [Theory]
    [InlineData("does it hurt", false)]
    [InlineData("how safe is fibrin?", false)]
    [InlineData("six one five, five five five, zero one one six", true)]
    [InlineData("jo at example dot org", true)]
    public void A_question_is_told_at_once_from_what_may_hold_a_number(string text, bool may) => Assert.Equal(may, ContactDetails.MayHoldPhoneOrEmail(text));

    [Theory]
    [InlineData("this number", null)]
    [InlineData("Ann Lee, this number", "Ann Lee")]
    [InlineData("Ann Lee this number works", "Ann Lee")]
    [InlineData("im Ann Lee and you can use this number", "Ann Lee")]
    [InlineData("same number pls", null)]
    [InlineData("the same phone number", null)]
    [InlineData("the number im texting from", null)]
    [InlineData("the one I'm texting you from. Ann Lee", "Ann Lee")]
    [InlineData("Ann Lee, text me at this number", "Ann Lee")]
    [InlineData("its the one i’m texting on", null)]
    [InlineData("ann lee you can reach me on this cell", "Ann Lee")]
    [InlineData("my name is Ann Lee, you have my number", "Ann Lee")]
    [InlineData("use my current number please", null)]
    [InlineData("this same number is fine", null)]
    [InlineData("the number you already have", null)]
    [InlineData("whatever im texting from", null)]
    public void Hears_that_the_number_is_the_one_they_write_from(string text, string? name)
    {
        var read = ContactDetails.Read(text);
        Assert.Equal((true, name, null), (read.IsThisNumber, read.Name, read.Phone));
    }

    [Theory]
    [InlineData("not this number")]
    [InlineData("don't call me on this number")]
    [InlineData("another number than this one")]
    [InlineData("this number is not mine")]
    [InlineData("this phone doesn't take calls")]
    [InlineData("please never use this number")]
    [InlineData("this number: 312 555 0137")]
    [InlineData("what is the number")]
    [InlineData("my cell")]
    [InlineData("this one")]
    [InlineData("i have the same pain")]
    public void Does_not_hear_it_where_another_number_is_meant(string text) => Assert.False(ContactDetails.Read(text).IsThisNumber);

    [Theory]
    [InlineData("jo@gmial.com", "jo@gmail.com")]
    [InlineData("jo@gmail.con", "jo@gmail.com")]
    [InlineData("jo@yaho.com", "jo@yahoo.com")]
    [InlineData("jo@hotmial.com", "jo@hotmail.com")]
    [InlineData("jo@outlok.com", "jo@outlook.com")]
    [InlineData("jo@clinic.con", "jo@clinic.com")]
    public void Suggests_the_likely_spelling_of_an_email(string typed, string meant)
    {
        var read = ContactDetails.Read(typed);
        Assert.Equal(typed, read.Email);
        Assert.Equal(new ContactProblem(ContactProblemKind.EmailSpelling, meant), read.Problem);
    }

    [Theory]
    [InlineData("jo@ymail.com")]
    [InlineData("jo@mail.com")]
    [InlineData("jo@gmx.com")]
    [InlineData("jo@example.edu")]
    [InlineData("jo.smith+clinic@gmail.com")]
    public void Leaves_a_real_address_alone(string typed) => Assert.Null(ContactDetails.Read(typed).Problem);

    [Theory]
    [InlineData("312 555 013", ContactProblemKind.PhoneNotValid)]
    [InlineData("jo smith 555 0137", ContactProblemKind.PhoneNotValid)]
    [InlineData("jo@", ContactProblemKind.EmailNotValid)]
    [InlineData("jo@localhost", ContactProblemKind.EmailNotValid)]
    [InlineData("jo..smith@x.org", ContactProblemKind.EmailNotValid)]
    public void Asks_about_what_cannot_be_right(string text, ContactProblemKind kind) => Assert.Equal(kind, ContactDetails.Read(text).Problem?.Kind);

    [Theory]
    [InlineData("Maria Elena Gutierrez de la Cruz", "Maria Elena Gutierrez de la Cruz")]
    [InlineData("José Ángel de la Cruz y Torres", "José Ángel de la Cruz y Torres")]
    [InlineData("Oksana 🌻 Petrenko", "Oksana Petrenko")]
    [InlineData("Doctor Patel", "Doctor Patel")]
    [InlineData("Sunday Adeyemi", "Sunday Adeyemi")]
    [InlineData("Monday Okoro", "Monday Okoro")]
    [InlineData("April Morning", "April Morning")]
    [InlineData("trudy lamb the third", "Trudy Lamb III")]
    [InlineData("lamb, trudy 2545550102", "Trudy Lamb")]
    [InlineData("Trudy (Gertrude) Lamb", "Trudy \"Gertrude\" Lamb")]
    [InlineData("its not for me its for my dad Walter Lamb", "Walter Lamb")]
    [InlineData("Walter Ames, call me his daughter Jill 940-555-0123", "Walter Ames")]
    [InlineData("home 254-555-0102 cell 254-555-0103 Trudy Lamb", "Trudy Lamb")]
    [InlineData("jan de vries", "Jan De Vries")]
    [InlineData("this is too complicated", null)]
    [InlineData("mornings only", null)]
    [InlineData("L5-S1 bulge, numb toe for years", null)]
    [InlineData("Titanium, L4 to S1", null)]
    [InlineData("ok thx", null)]
    [InlineData("hmm", null)]
    [InlineData("si", null)]
    [InlineData("Monday Morning", null)]
    public void Tells_a_name_from_other_words(string text, string? name) => Assert.Equal(name, ContactDetails.Read(text).Name);

    [Theory]
    [InlineData("do not call 4325550117, call 4325550118 Luther Bigsby", "+14325550118", null)]
    [InlineData("use 4325550118 not 4325550117, Luther Bigsby", "+14325550118", null)]
    [InlineData("Luther Bigsby 432-555-0118 ext 12", "+14325550118", "extension 12")]
    [InlineData("home 254-555-0102 cell 254-555-0103 Trudy Lamb", "+12545550102", "other number (254) 555-0103")]
    public void Takes_the_number_that_is_meant_and_keeps_the_rest(string text, string phone, string? besides)
    {
        var read = ContactDetails.Read(text);
        Assert.Equal((phone, besides), (read.Phone, read.Besides));
    }

    [Theory]
    [InlineData("raj dot patel at yahoo dot com", "raj.patel@yahoo.com")]
    [InlineData("trudy_lamb at gmail.com", "trudy_lamb@gmail.com")]
    [InlineData("my email isnt trudy@x.com its trudy@y.com", "trudy@y.com")]
    public void Reads_an_email_as_it_is_said(string text, string email) => Assert.Equal(email, ContactDetails.Read(text).Email);

    [Theory]
    [InlineData("trudy.gmail.com", "trudy@gmail.com")]
    [InlineData("trudy lamb@gmail.com", "trudylamb@gmail.com")]
    public void Asks_about_an_email_that_is_not_whole(string text, string meant) => Assert.Equal(new ContactProblem(ContactProblemKind.EmailSpelling, meant), ContactDetails.Read(text).Problem);

    [Theory]
    [InlineData("Ann Lee 4325550118 no texts", "no texts")]
    [InlineData("Ann Lee 4325550118 please dont leave a voicemail", "dont leave a voicemail")]
    [InlineData("Walter Ames, call me his daughter Jill 940-555-0123", "call me his daughter Jill")]
    [InlineData("Hi there, my name is Ann Lee and my number is 4325550118, thanks", null)]
    [InlineData("lamb, trudy 2545550102", null)]
    public void Keeps_what_is_said_besides(string text, string? left) => Assert.Equal(left, ContactDetails.Read(text).Left);

    [Fact]
    public void Shows_a_number_as_people_write_it()
    {
        Assert.Equal("(312) 555-0137", ContactDetails.Shown("+13125550137"));
        Assert.Equal("+44 20 7946 0958", ContactDetails.Shown("+442079460958"));
    }

    [Theory]
    [InlineData("Ann Lee, text me at 312 555 0137", ContactBy.Text)]
    [InlineData("Ann Lee 312 555 0137, please call me", ContactBy.Call)]
    [InlineData("Ann Lee 312 555 0137 prefer email", ContactBy.Email)]
    [InlineData("Ann Lee 312 555 0137, text is best", ContactBy.Text)]
    [InlineData("Ann Lee, phone 312 555 0137, email ann@x.org", null)]
    public void Hears_how_the_patient_likes_to_be_reached(string text, ContactBy? by)
    {
        var read = ContactDetails.Read(text);
        Assert.Equal((by, "Ann Lee", "+13125550137"), (read.Prefers, read.Name, read.Phone));
    }

    [Fact]
    public void Never_throws() => Gen.OneOf(Gen.String, Gen.OneOf("@", "jo", "312", "555", "0137", ".", "-", "+", "(", " ", "my name is ", "x.org", ",", "é", "🙂", "1-2-").Array[0, 60].Select(string.Concat))
        .Sample(text => { _ = ContactDetails.Read(text); });
}
