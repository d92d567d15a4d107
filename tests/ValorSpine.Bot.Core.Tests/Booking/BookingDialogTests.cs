using System.Text.Json;
using CsCheck;
using ValorSpine.Bot.Core.Booking;
using ValorSpine.Bot.Core.Conversation;
using ValorSpine.Bot.Core.Notices;

namespace ValorSpine.Bot.Core.Tests.Booking;

public sealed class BookingDialogTests
{
    private static readonly ClinicFacts Mailing = Clinic.OneVisit with { NoticeWays = NoticeWay.Chat | NoticeWay.Email };

    private const string Details = "jo smith 312 555 0137 jo@x.org";

    private static DateTimeOffset At(int month, int day, int hour, int minute = 0) => new(2026, month, day, hour, minute, 0, TimeSpan.FromHours(-6));

    [Fact]
    public void A_decided_patient_books_in_four_turns()
    {
        var chat = new Chat().Starts();
        Assert.Equal(3, chat.Choices.Count(choice => choice.Action.StartsWith("booking:slot:", StringComparison.Ordinal)));
        Assert.Equal("Tue, Nov 24, 9:00 AM", chat.Choices[0].Label);
        Assert.Contains("Central time", chat.Text, StringComparison.Ordinal);
        Assert.Equal(ActiveDialog.Booking, chat.State.Active);

        chat.PicksTime(1);
        Assert.Contains("Tuesday, November 24 at 9:30 AM Central time", chat.Text, StringComparison.Ordinal);
        Assert.Contains("8:10 AM", chat.Text, StringComparison.Ordinal);

        chat.Says(Details);
        Assert.Contains("- Name: Jo Smith\n- Phone: (312) 555-0137\n- Email: jo@x.org", chat.Text, StringComparison.Ordinal);
        Assert.Contains(new("Phone", "(312) 555-0137"), Assert.IsType<Card.Summary>(chat.Last.Replies[0].Card).Facts);

        chat.Says("Confirm");
        var card = Assert.IsType<Card.Appointment>(chat.Last.Replies[0].Card);
        var made = Assert.Single(chat.Schedule.Appointments.Values);
        Assert.Equal(4, chat.Turns);
        Assert.Equal($"/calendar/{made.CalendarKey}.ics", card.CalendarPath);
        Assert.Equal(made.Reference, card.Facts[0].Value);
        Assert.Equal(("Jo Smith", "+13125550137", "jo@x.org"), (made.Name, made.Phone, made.Email));
        Assert.Equal(ActiveDialog.None, chat.State.Active);
        Assert.Equal((Outcome.Booking, "booking"), (chat.Last.Outcome, chat.Last.Why.DecidedBy));
    }

    [Fact]
    public void With_several_kinds_of_visit_it_takes_at_most_six_turns()
    {
        var chat = new Chat(Clinic.Facts).Starts();
        Assert.Contains("Telehealth visit", chat.Choices.Select(choice => choice.Label));
        chat.Says("a video call").Says("Other times").PicksTime(0).Says("jo smith, 3125550137").Says("yes");
        Assert.Equal("telehealth", Assert.Single(chat.Schedule.Appointments.Values).Slot.Visit);
        Assert.True(chat.Turns <= 6);
    }

    [Fact]
    public void Visit_and_time_said_at_the_start_are_not_asked_again()
    {
        var chat = new Chat(Clinic.Facts).Starts("book a telehealth visit next tues after lunch");
        Assert.Equal(At(12, 1, 13), chat.Booking.Offered[0].Start);
        Assert.Equal("telehealth", chat.Booking.Visit);
    }

    [Fact]
    public void A_free_time_named_to_the_minute_is_held_at_once()
    {
        var chat = new Chat().Starts("book me on 12/3 at 2");
        Assert.Equal(BookingStep.Details, chat.Booking.Step);
        Assert.Equal(At(12, 3, 14), chat.Booking.Slot!.Start);
        Assert.Contains("Thursday, December 3 at 2:00 PM", chat.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_nearest_times_are_offered_when_the_named_one_is_taken()
    {
        var chat = new Chat();
        chat.Schedule.TakeElsewhere(new("evaluation", "dr-one", At(12, 3, 14), 60));
        chat.Starts("book me on 12/3 at 2");
        Assert.Equal([At(12, 3, 13), At(12, 3, 15), At(12, 3, 15, 30)], chat.Booking.Offered.Select(slot => slot.Start));
        Assert.Contains("not free", chat.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("this weekend", "closed", 30)]
    [InlineData("thursday", "closed", 27)]
    [InlineData("tomorrow evening", "nothing free", 25)]
    public void A_wish_that_cannot_be_met_is_said_and_the_nearest_offered(string wish, string words, int day)
    {
        var chat = new Chat().Starts().Says(wish);
        Assert.Contains(words, chat.Text, StringComparison.Ordinal);
        Assert.Equal(day, chat.Booking.Offered[0].Start.Day);
    }

    [Theory]
    [InlineData("in six months", "60 days")]
    [InlineData("march 3", "60 days")]
    [InlineData("yesterday", "has passed")]
    [InlineData("february 30", "calendar")]
    public void A_day_that_cannot_be_booked_is_refused_kindly(string wish, string words)
    {
        var chat = new Chat().Starts().Says(wish);
        Assert.Contains(words, chat.Text, StringComparison.Ordinal);
        Assert.Equal(3, chat.Booking.Offered.Length);
    }

    [Fact]
    public void More_times_and_mornings_narrow_what_is_offered()
    {
        var chat = new Chat().Starts("book next week").Says("mornings");
        Assert.NotEmpty(chat.Booking.Offered);
        Assert.All(chat.Booking.Offered, slot => Assert.True(slot.Start >= At(11, 30, 9) && slot.Start.Hour < 12));
        var last = chat.Booking.Offered[^1].Start;
        chat.Says("later");
        Assert.True(chat.Booking.Offered[0].Start > last);
        chat.Says("anything sooner?");
        Assert.Equal(At(11, 24, 9), chat.Booking.Offered[0].Start);
    }

    [Fact]
    public void A_typed_time_picks_the_offered_one() => Assert.Equal(At(11, 24, 10), new Chat().Starts().Says("10 works").Says("10am").Booking.Slot!.Start);

    [Fact]
    public void Only_what_is_missing_is_asked_for()
    {
        var chat = new Chat().Starts().PicksTime(0).Says("my name is jo smith");
        Assert.Contains("phone number", chat.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("your name", chat.Text, StringComparison.Ordinal);
        chat.Says("312 555 013");
        Assert.Contains("not look complete", chat.Text, StringComparison.Ordinal);
        chat.Says("312 555 0137");
        Assert.Equal(BookingStep.Review, chat.Booking.Step);
        Assert.Contains("- Email: none", chat.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_misspelt_email_is_asked_about()
    {
        var chat = new Chat().Starts().PicksTime(0).Says("jo smith 312 555 0137 jo@gmial.com");
        Assert.Contains("jo@gmail.com", chat.Text, StringComparison.Ordinal);
        chat.Says("yes");
        Assert.Equal((BookingStep.Review, "jo@gmail.com"), (chat.Booking.Step, chat.Booking.Email));
    }

    [Fact]
    public void Every_detail_can_be_changed_at_the_review()
    {
        var chat = new Chat().Starts().PicksTime(0).Says(Details).Says("Change").Says("Name").Says("Ann Lee");
        Assert.Contains("- Name: Ann Lee", chat.Text, StringComparison.Ordinal);
        chat.Says("my number is 312 555 0199");
        Assert.Contains("(312) 555-0199", chat.Text, StringComparison.Ordinal);
        chat.Says("change email").Says("skip");
        Assert.Contains("- Email: none", chat.Text, StringComparison.Ordinal);
        chat.Says("make it tomorrow at 3pm");
        Assert.Contains("Wednesday, November 25 at 3:00 PM", chat.Text, StringComparison.Ordinal);
        Assert.Equal(1, chat.Schedule.Held);
        chat.Says("looks good");
        Assert.Equal("Ann Lee", Assert.Single(chat.Schedule.Appointments.Values).Name);
    }

    [Fact]
    public void Stopping_leaves_nothing_held()
    {
        var chat = new Chat().Starts().PicksTime(0);
        Assert.Equal(1, chat.Schedule.Held);
        chat.Says("never mind");
        Assert.Equal(0, chat.Schedule.Held);
        Assert.Equal(ActiveDialog.None, chat.State.Active);
        // What was told is kept aside for "book it after all", and nothing of it is held.
        Assert.True(chat.Booking.Dropped is { HoldId: null, Slot: null, Step: BookingStep.None });
        Assert.Equal(JsonSerializer.Serialize(new BookingState()), JsonSerializer.Serialize(chat.Booking with { Dropped = null }));
    }

    [Fact]
    public void Back_change_time_start_over_and_repeat_work_at_any_step()
    {
        var chat = new Chat(Clinic.Facts).Starts().Says("telehealth").Says("back");
        Assert.Equal(BookingStep.Visit, chat.Booking.Step);
        chat.Says("telehealth").PicksTime(0);
        var asked = chat.Text;
        Assert.Equal(asked, chat.Says("what did you say?").Text);
        chat.Says("change time");
        Assert.Equal((BookingStep.Time, 0), (chat.Booking.Step, chat.Schedule.Held));
        chat.PicksTime(0).Says("start over");
        Assert.Equal((BookingStep.Visit, 0), (chat.Booking.Step, chat.Schedule.Held));
    }

    [Fact]
    public void A_time_taken_meanwhile_is_said_and_others_offered()
    {
        var chat = new Chat().Starts();
        var wanted = chat.Booking.Offered[0];
        chat.Schedule.TakeElsewhere(wanted);
        chat.PicksTime(0);
        Assert.Contains("just taken", chat.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(wanted, chat.Booking.Offered);
        Assert.Equal(3, chat.Booking.Offered.Length);
    }

    [Fact]
    public void A_hold_that_ended_is_renewed_where_the_time_is_still_free()
    {
        var chat = new Chat().Starts("book tomorrow").PicksTime(0).Says(Details);
        chat.Schedule.Now += TimeSpan.FromMinutes(30);
        chat.Says("confirm");
        Assert.Single(chat.Schedule.Appointments);
    }

    [Fact]
    public void A_hold_that_ended_on_a_time_taken_since_is_said_and_others_offered()
    {
        var chat = new Chat().Starts("book tomorrow").PicksTime(0).Says(Details);
        chat.Schedule.Now += TimeSpan.FromMinutes(30);
        chat.Schedule.TakeElsewhere(chat.Booking.Slot!);
        chat.Says("confirm");
        Assert.Empty(chat.Schedule.Appointments);
        Assert.Contains("just taken", chat.Text, StringComparison.Ordinal);
        chat.PicksTime(0).Says("yes");
        Assert.Equal("Jo Smith", Assert.Single(chat.Schedule.Appointments.Values).Name);
    }

    [Fact]
    public void Tapping_confirm_twice_books_once_and_says_so()
    {
        var chat = new Chat().Starts().PicksTime(0).Says(Details).Taps("booking:confirm").Taps("booking:confirm");
        Assert.Single(chat.Schedule.Appointments);
        Assert.Contains("booked already", chat.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("stop")]
    [InlineData("another time")]
    [InlineData("start over")]
    public void A_visit_whose_confirming_turn_was_lost_is_told_of_whatever_is_said_next(string next)
    {
        var chat = new Chat().Starts().PicksTime(0).Says(Details);
        var lost = (ScheduleResult.Booked)chat.Schedule.Perform(new ScheduleRequest.Confirm(chat.Booking.HoldId!, "Jo Smith", "+13125550142", null, null, null));

        chat.Says(next);

        Assert.Contains("booked", chat.Text, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(lost.Appointment, chat.Booking.Booked);
        Assert.Single(chat.Schedule.Appointments);
    }

    [Fact]
    public void A_button_of_last_week_offers_what_is_current()
    {
        var chat = new Chat().Starts();
        var old = chat.Choices[0].Action;
        chat.Says("stop");
        chat.Schedule.Now += TimeSpan.FromDays(7);
        chat.Taps(old);
        Assert.Contains("earlier message", chat.Text, StringComparison.Ordinal);
        Assert.True(chat.Booking.Offered[0].Start > chat.Schedule.Now);
        Assert.Equal(0, chat.Schedule.Held);
    }

    [Theory]
    [InlineData("is it safe?")]
    [InlineData("how long does recovery take")]
    public void A_question_is_left_to_be_answered_and_booking_asks_again(string question)
    {
        var chat = new Chat().Starts();
        Assert.True(chat.Passes(question));
        chat.PicksTime(0);
        Assert.True(chat.Passes(question));
        Assert.Contains("I am holding", chat.Reprompt().Text, StringComparison.Ordinal);
        chat.Says(Details);
        Assert.True(chat.Passes(question));
        Assert.Contains("Shall I book it?", chat.Reprompt().Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("my leg hurts")]
    [InlineData("I need a wheelchair ramp")]
    [InlineData("dont leave a voicemail")]
    public void What_staff_must_know_is_kept_for_them_and_shown(string said)
    {
        var chat = new Chat().Starts();
        chat.PicksTime(0);
        chat.Says(said).Says(Details);
        Assert.Contains($"Reason: {said}", chat.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_person_is_offered_once_however_often_a_reference_is_not_understood()
    {
        var chat = new Chat(Clinic.Facts).StartsCancel().Says("the purple one").Says("the purple one").Says("the purple one");
        Assert.Single(chat.Choices, choice => choice.Action == ChoiceAction.Staff);
    }

    [Fact]
    public void Twice_not_understood_offers_a_person()
    {
        var chat = new Chat().Starts().Says("blorp");
        Assert.DoesNotContain("staff", chat.Choices.Select(choice => choice.Action));
        chat.Says("blorp blorp");
        Assert.Contains("staff", chat.Choices.Select(choice => choice.Action));
    }

    [Fact]
    public void A_clinic_without_visits_leaves_booking_to_staff()
    {
        var chat = new Chat(Clinic.Facts with { Visits = [] }).Starts();
        Assert.Equal((Outcome.Booking, "staff"), (chat.Last.Outcome, chat.Choices[0].Action));
    }

    [Fact]
    public void An_address_that_is_not_known_is_not_made_up()
    {
        var chat = new Chat().Starts().PicksTime(0).Says(Details).Says("yes");
        Assert.Contains("- Where: Our staff will send you the address.", chat.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_appointment_of_this_conversation_is_cancelled_without_a_code()
    {
        var chat = Booked().StartsCancel();
        Assert.Contains("Tuesday, November 24 at 9:00 AM", chat.Text, StringComparison.Ordinal);
        chat.Says("Yes, cancel it");
        Assert.Empty(chat.Schedule.Appointments);
        Assert.True(Assert.IsType<Card.Appointment>(chat.Last.Replies[0].Card) is { Cancelled: true, CalendarPath: not null });
        Assert.Null(chat.Booking.Booked);
    }

    [Fact]
    public void Thinking_better_of_a_cancellation_keeps_the_appointment()
    {
        var chat = Booked().StartsCancel().Says("no, keep it");
        Assert.Single(chat.Schedule.Appointments);
        Assert.NotNull(chat.Booking.Booked);
    }

    [Fact]
    public void The_appointment_of_this_conversation_is_moved()
    {
        var chat = Booked().StartsMove("move my appointment to friday at 2pm");
        Assert.Contains("Friday, November 27 at 2:00 PM", chat.Text, StringComparison.Ordinal);
        chat.Says("yes");
        var moved = Assert.Single(chat.Schedule.Appointments.Values);
        Assert.Equal((At(11, 27, 14), 1), (moved.Slot.Start, moved.Sequence));
        Assert.Equal(moved.Slot, chat.Booking.Booked!.Slot);
    }

    [Fact]
    public void Appointment_that_was_moved_from_another_chat_is_spoken_of_as_it_stands()
    {
        var chat = Booked();
        chat.Schedule.MoveElsewhere(At(12, 2, 14));

        Assert.Contains("Wednesday, December 2 at 2:00 PM", chat.Taps("booking:confirm").Text, StringComparison.Ordinal);
        Assert.Contains("Wednesday, December 2 at 2:00 PM", chat.StartsCancel().Text, StringComparison.Ordinal);
        Assert.Equal(At(12, 2, 14), chat.Booking.Booked!.Slot.Start);
        chat.Says("no, keep it").StartsMove("move it to friday at 2pm");
        Assert.Contains("Wednesday, December 2 at 2:00 PM", chat.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Appointment_that_was_cancelled_from_another_chat_is_known_to_be_gone()
    {
        var chat = Booked();
        chat.Schedule.Appointments.Clear();
        Assert.DoesNotContain("booked already", chat.Taps("booking:confirm").Text, StringComparison.Ordinal);
        Assert.Null(chat.Booking.Booked);
    }

    [Fact]
    public void Another_conversation_must_type_the_code_that_was_sent()
    {
        var first = Booked();
        var made = first.Schedule.Appointments.Values.Single();
        var chat = new Chat(Mailing, first.Schedule).StartsCancel($"cancel {made.Reference}");
        Assert.Equal(BookingStep.Code, chat.Booking.Step);
        Assert.DoesNotContain("November", chat.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(chat.Schedule.Asked, request => request is ScheduleRequest.Find);
        chat.Says("my code is 424 242");
        Assert.Contains("November 24", chat.Text, StringComparison.Ordinal);
        chat.Says("yes");
        Assert.Empty(chat.Schedule.Appointments);
    }

    [Theory]
    [InlineData("312 555 0137")]
    [InlineData("(312) 555-0137, Ann Lee")]
    [InlineData("I am Ann Lee, it is my visit")]
    public void Neither_phone_nor_name_stands_in_for_the_code(string said)
    {
        var first = Booked();
        var made = first.Schedule.Appointments.Values.Single();
        var chat = new Chat(Mailing, first.Schedule).StartsMove($"move {made.Reference} {said}");
        chat.Says(said);
        Assert.Null(chat.Booking.Existing);
        Assert.DoesNotContain("November", chat.Text, StringComparison.Ordinal);
        Assert.Single(chat.Schedule.Appointments);
    }

    [Fact]
    public void A_known_and_an_unknown_reference_get_the_same_answers()
    {
        var first = Booked();
        var made = first.Schedule.Appointments.Values.Single();
        var known = new Chat(Mailing, first.Schedule).StartsCancel($"cancel {made.Reference}");
        var unknown = new Chat(Mailing, first.Schedule).StartsCancel("cancel QQ9Z99");
        Assert.Equal(known.Text, unknown.Text);
        Assert.Equal(known.Says("111111").Text, unknown.Says("111111").Text);
    }

    [Fact]
    public void After_five_wrong_codes_only_staff_can_help()
    {
        var first = Booked();
        var made = first.Schedule.Appointments.Values.Single();
        var chat = new Chat(Mailing, first.Schedule).StartsCancel($"cancel {made.Reference}");
        foreach (var wrong in new[] { "111111", "222222", "333333", "444444", "555555" })
            chat.Says(wrong);
        Assert.Equal("staff", Assert.Single(chat.Last.Alerts).Kind);
        Assert.Equal(ActiveDialog.None, chat.State.Active);
        chat.StartsCancel($"cancel {made.Reference}");
        Assert.Equal("staff", chat.Choices[0].Action);
        Assert.Single(chat.Schedule.Appointments);
    }

    [Fact]
    public void Where_no_code_can_be_sent_staff_are_told_whatever_the_reference()
    {
        var first = Booked();
        var made = first.Schedule.Appointments.Values.Single();
        var known = new Chat(schedule: first.Schedule).StartsCancel($"cancel {made.Reference}");
        var unknown = new Chat(schedule: first.Schedule).StartsCancel("cancel QQ9Z99");
        Assert.Equal(known.Text, unknown.Text);
        Assert.Equal("staff", Assert.Single(known.Last.Alerts).Kind);
        Assert.Equal("staff", Assert.Single(unknown.Last.Alerts).Kind);
        Assert.Equal(ActiveDialog.None, known.State.Active);
    }

    [Fact]
    public void Where_nothing_reaches_the_address_on_file_staff_are_told_and_the_patient_hears_nothing_else()
    {
        var first = Booked();
        var made = first.Schedule.Appointments.Values.Single();
        var reached = new Chat(Mailing, first.Schedule).StartsCancel($"cancel {made.Reference}");
        var unreached = new Chat(Mailing, first.Schedule) { Codes = new() { NeedsStaff = true } }.StartsCancel($"cancel {made.Reference}");
        Assert.Equal(reached.Text, unreached.Text);
        Assert.Empty(reached.Last.Alerts);
        Assert.Equal("staff", Assert.Single(unreached.Last.Alerts).Kind);
    }

    [Fact]
    public void A_code_that_is_too_short_is_no_try()
    {
        var first = Booked();
        var made = first.Schedule.Appointments.Values.Single();
        var chat = new Chat(Mailing, first.Schedule).StartsCancel($"cancel {made.Reference}").Says("42424");
        Assert.Contains("six digits", chat.Text, StringComparison.Ordinal);
        Assert.Equal(0, chat.Booking.Tries);
        Assert.Equal(2, chat.Taps("booking:new-code").Codes.Asked.OfType<CodeRequest.Send>().Count());
    }

    [Fact]
    public void Whatever_is_said_gets_a_reply_and_at_most_one_hold()
    {
        var said = Gen.OneOf(
            Gen.String, WhenWantedTests.Words,
            Gen.OneOf(
                "yes", "no", "back", "start over", "change", "change time", "cancel", "stop", "repeat", "skip", "name", "phone", "email", "visit", "confirm", "any", "later", "jo smith",
                "312 555 0137", "jo@gmial.com", "12/3 at 2", "tomorrow", "telehealth", "VS7K02", "@@book", "@@cancel", "@@move", "booking:slot:x", "booking:confirm", "booking:change", "booking:other", "booking:later",
                "booking:change-visit", "booking:change-name", "booking:change-time", "booking:yes", "booking:no", "booking:move", "booking:cancel", "booking:visit:telehealth", "booking:visit:x", "booking:restart", "booking:back", "#0", "#1", "#2", "#3"));
        said.Array[1, 15].Sample(
            texts =>
            {
                var chat = new Chat(Clinic.Facts).Starts();
                foreach (var text in texts)
                {
                    _ = text switch
                    {
                        "@@book" => chat.Starts(),
                        "@@cancel" => chat.StartsCancel(),
                        "@@move" => chat.StartsMove(),
                        ['#', >= '0' and <= '9' and var digit] when digit - '0' < chat.Choices.Length => chat.Taps(chat.Choices[digit - '0'].Action),
                        _ when text.StartsWith("booking:", StringComparison.Ordinal) => chat.Taps(text),
                        _ => chat.Says(text),
                    };
                    Assert.NotEqual("", chat.Text);
                    Assert.True(chat.Schedule.Held <= 1);
                    Assert.True(chat.State.Active == ActiveDialog.Booking || chat.Schedule.Held == 0);
                    Assert.Equal(chat.Choices.Length, chat.Choices.Select(choice => choice.Label).Distinct().Count());
                    Assert.NotEqual("", chat.Reprompt().Text);
                }
            },
            iter: 1000);
    }

    [Fact]
    public void One_message_fills_what_it_can()
    {
        var chat = new Chat(Clinic.Facts).Starts("telehealth eval next tues 10am, Ann Lee, 555-201-3344, text me please");
        Assert.Equal((BookingStep.Review, "telehealth", At(12, 1, 10)), (chat.Booking.Step, chat.Booking.Visit, chat.Booking.Slot!.Start));
        Assert.Equal(("Ann Lee", "+15552013344", ContactBy.Text), (chat.Booking.Name, chat.Booking.Phone, chat.Booking.PreferredContact));
        chat.Says("yes");
        Assert.Equal(ContactBy.Text, Assert.Single(chat.Schedule.Confirmations.Values).PreferredContact);
        Assert.Equal(2, chat.Turns);
    }

    [Fact]
    public void A_clinician_can_be_asked_for_and_first_available_taken_back()
    {
        var clinic = Clinic.Facts with { Clinicians = System.Collections.Immutable.ImmutableDictionary<string, string>.Empty.Add("dr-one", "Dr. Ann One").Add("dr-two", "Dr. Bo Two") };
        var chat = new Chat(clinic).Starts("telehealth with dr two tomorrow");
        Assert.NotEmpty(chat.Booking.Offered);
        Assert.All(chat.Booking.Offered, slot => Assert.Equal("dr-two", slot.Resource));
        Assert.EndsWith("Dr. Bo Two", chat.Choices[0].Label, StringComparison.Ordinal);
        chat.Says("Choose a clinician").Says("First available");
        Assert.Null(chat.Booking.Clinician);
        Assert.Equal("dr-one", chat.Booking.Offered[0].Resource);
        Assert.Equal(25, chat.Booking.Offered[0].Start.Day);
        chat.Says("Choose a clinician").Says("Dr. Bo Two").PicksTime(0);
        Assert.Equal("dr-two", chat.Booking.Slot!.Resource);
    }

    [Fact]
    public void Late_in_the_evening_tomorrow_is_the_clinics_and_its_day_is_said()
    {
        var chat = new Chat();
        chat.Schedule.Now = new(2026, 11, 25, 0, 59, 0, TimeSpan.FromHours(-5));
        chat.Starts("book tomorrow");
        Assert.Contains("At the clinic it is Tuesday, November 24 now.", chat.Text, StringComparison.Ordinal);
        Assert.Contains("Wednesday, November 25", chat.Text, StringComparison.Ordinal);
        Assert.Equal(25, chat.Booking.Offered[0].Start.Day);
    }

    [Fact]
    public void The_time_limit_of_a_hold_is_shown_until_it_is_confirmed()
    {
        var chat = new Chat().Starts("book tomorrow at 9");
        Assert.Contains("until 8:10 AM", chat.Text, StringComparison.Ordinal);
        Assert.Contains("until 8:10 AM", chat.Says(Details).Text, StringComparison.Ordinal);
        chat.Schedule.Now += TimeSpan.FromMinutes(30);
        Assert.DoesNotContain("I am holding", chat.Reprompt().Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("🙂🙂", "could not read a name")]
    [InlineData("312 555 013", "does not look complete")]
    [InlineData("jo smith jo@nowhere", "email does not look right")]
    public void A_detail_that_cannot_be_is_said_and_asked_for_again(string said, string words)
    {
        var chat = new Chat().Starts("book tomorrow at 9").Says(said);
        Assert.Contains(words, chat.Text, StringComparison.Ordinal);
        Assert.Equal(1, chat.Schedule.Held);
        chat.Says("Jo Smith 312 555 0137").Says("yes");
        Assert.Equal("Jo Smith", Assert.Single(chat.Schedule.Appointments.Values).Name);
    }

    [Theory]
    [InlineData("Cher", "Cher")]
    [InlineData("Mary-Ann O'Neil-Smith", "Mary-Ann O'Neil-Smith")]
    public void A_name_of_one_word_or_with_hyphens_is_taken(string said, string name) =>
        Assert.Equal(name, new Chat().Starts("book tomorrow at 9").Says(said).Says("312 555 0137").Booking.Name);

    [Fact]
    public void Email_as_the_best_way_asks_for_one()
    {
        var chat = new Chat().Starts("book tomorrow at 9").Says("Ann Lee 312 555 0137, email is best");
        Assert.Equal(BookingStep.Email, chat.Booking.Step);
        Assert.Equal("ann@x.org", chat.Says("ann @ x . org").Booking.Email);
        Assert.Equal(BookingStep.Review, chat.Booking.Step);
    }

    [Fact]
    public void A_reason_is_optional_and_goes_with_the_appointment()
    {
        var chat = new Chat().Starts("book tomorrow at 9").Says(Details).Says("change").Says("reason").Says("two years of it");
        Assert.Contains("- Reason: two years of it", chat.Text, StringComparison.Ordinal);
        chat.Says("yes");
        Assert.Equal("two years of it", Assert.Single(chat.Schedule.Confirmations.Values).Reason);
    }

    [Theory]
    [InlineData("mañana", "tomorrow, or in the morning")]
    [InlineData("friday or the day after my class", "not sure which day")]
    public void What_may_mean_two_days_is_asked_about(string said, string words)
    {
        var chat = new Chat().Starts().Says(said);
        Assert.Contains(words, chat.Text, StringComparison.Ordinal);
        Assert.Equal((BookingStep.Time, 0), (chat.Booking.Step, chat.Schedule.Held));
    }

    [Fact]
    public void A_link_a_number_or_an_address_says_where_and_what_to_have_ready()
    {
        var clinic = Clinic.Facts with { Address = "1 Main St", Visits = [Clinic.Facts.Visits[0] with { Bring = "Bring shorts." }, Clinic.Facts.Visits[1] with { Place = VisitPlace.Video, Link = "https://video.example.org/room" }] };
        Assert.Contains("- Where: https://video.example.org/room", new Chat(clinic).Starts("telehealth tomorrow at 9, jo smith, 312 555 0137").Says("yes").Text, StringComparison.Ordinal);
        var there = new Chat(clinic).Starts("evaluation tomorrow at 9, jo smith, 312 555 0137").Says("yes").Text;
        Assert.Contains("- Where: 1 Main St", there, StringComparison.Ordinal);
        Assert.Contains("Bring shorts.", there, StringComparison.Ordinal);
    }

    private static Chat Booked() => new Chat().Starts().PicksTime(0).Says(Details).Says("yes");
}
