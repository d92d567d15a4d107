namespace ValorSpine.Bot.Core.Tests.Answering;

/// <summary>What patients type, with the two treatments that they compare and the aspect after a slash; and what compares nothing.</summary>
internal static class ComparedPhrasings
{
    /// <summary>At least one for each pair.</summary>
    public const string Comparing = """
        decompression vs fibrin | decompression fibrin
        which is safer | decompression fibrin / safety
        which gets me back quicker | decompression fibrin / recovery
        give me the downsides of each | decompression fibrin / safety
        which one has more proof | decompression fibrin / evidence
        no steroid vs fibrin | fibrin steroid
        fibrin versus decompression, pros and cons | decompression fibrin
        whats better the table or the glue shot | decompression fibrin
        traction table or disc injection? | decompression fibrin
        is spinal decompression better than biologic disc repair | decompression fibrin
        how does fibrin compare to the stretching machine | decompression fibrin
        Can you tell me the difference between DRX and Discseel please | decompression fibrin
        which lasts longer, fibrin or decompression? | decompression fibrin / durability
        does the glue last longer than traction | decompression fibrin / durability
        whats safer decompression or the shot in the disc | decompression fibrin / safety
        risks of fibrin compared to risks of decompression | decompression fibrin / safety
        which one is less invasive traction or disc repair | decompression fibrin / invasiveness
        is one of fibrin and decompression more painful than the other or are they both ok, which is it | decompression fibrin / invasiveness
        what does the research say, decompression against fibrin | decompression fibrin / evidence
        how does decompression work compared to how fibrin works | decompression fibrin / mechanism
        difference in how decompression and fibrin work | decompression fibrin / mechanism
        why would fibrin be chosen over decompression | decompression fibrin / choice
        recovery time decompression vs fibrin | decompression fibrin / recovery
        i read about decompression and about fibrin, hows one different from the other | decompression fibrin
        can people drive home after it, from fibrin or decompression | decompression fibrin / recovery
        decompresion vs. fibrin for a torn disc | decompression fibrin / target
        the stretching thing vs the glue thing | decompression fibrin
        which is right, fibrin or decompression for me | decompression fibrin / choice
        difference between the two | decompression fibrin
        how do both compare | decompression fibrin
        which of the two lasts longer | decompression fibrin / durability
        which of the two treatments is safer | decompression fibrin / safety
        is each one different | decompression fibrin
        compare both treatments | decompression fibrin
        I tried PT and two epidurals already. Which is better, fibrin or decompression? | decompression fibrin
        after my fusion failed, is fibrin or decompression better | decompression fibrin
        i dont want surgery so whats better decompression or fibrin | decompression fibrin
        without surgery: decompression vs disc repair | decompression fibrin

        PT or decompression? | decompression exercise
        pt vs decompression which works better | decompression exercise / evidence
        is the traction table better than physical therapy | decompression exercise
        keep doing physio or try decompression | decompression exercise
        exercises or the stretching table for a bulging disc | decompression exercise / target
        what can a decompression table do that exercise cannot, is it better? | decompression exercise
        is exercise safer than traction | decompression exercise / safety
        does decompression work as well as physical therapy | decompression exercise / evidence
        doing core strengthening instead of decompression | decompression exercise

        decompression vs epidural | decompression steroid
        cortisone shot or traction, which lasts longer | decompression steroid / durability
        which is riskier a steroid injection or decompression | decompression steroid / safety
        decompression vs prp | decompression prp
        is traction any better than platelet rich plasma | decompression prp
        stem cells or decompression for a bad disc | decompression stem-cells
        difference between spinal decompression and stem cell therapy | decompression stem-cells
        decompression or nerve ablation? | decompression ablation
        how does RFA stack up against decompression | decompression ablation
        decompression instead of surgery | decompression surgery
        traction vs an operation, whats the recovery like | decompression surgery / recovery
        spinal decompression or fusion | decompression fusion
        is decompression an alternative to fusion? | decompression fusion
        my surgeon wants to fuse L5 S1, is decompression better than a fusion | decompression fusion
        decompression or just wait it out | decompression waiting
        is decompression better than doing nothing | decompression waiting

        fibrin vs physical therapy | fibrin exercise
        is fibrin better than pt | fibrin exercise
        should people go for the glue or stick with exercise, which is safer | fibrin exercise / safety
        physical therapy or disc repair for an annular tear | fibrin exercise / target
        what does fibrin have over physical therapy? which is better? | fibrin exercise

        fibrin vs epidural | fibrin steroid
        whats the difference between a cortisone shot and fibrin | fibrin steroid
        is fibrin safer than a steroid injection | fibrin steroid / safety
        does the fibrin shot last longer than an epidural | fibrin steroid / durability
        biologic disc repair or ESI for sciatica | fibrin steroid / target

        fibrin vs prp | fibrin prp
        is prp better than fibrin | fibrin prp
        prp or fibrin for disc tear? | fibrin prp / target
        fibrin or stem cells | fibrin stem-cells
        how do stem cells compare with fibrin glue | fibrin stem-cells
        is there more proof for stem cells or for fibrin, which has better evidence | fibrin stem-cells / evidence
        fibrin vs ablation | fibrin ablation
        ablation or disc repair | fibrin ablation
        is burning the nerve better than fibrin | fibrin ablation

        fibrin vs fusion | fibrin fusion
        fibrin or fusion l5 s1 | fibrin fusion
        Is fibrin a good alternative to spinal fusion? | fibrin fusion
        they want to do a fusion but would fibrin be better | fibrin fusion
        recovery from fibrin compared to recovery from fusion | fibrin fusion / recovery
        which is riskier, fusion or the fibrin injection | fibrin fusion / safety
        fibrn or fushion | fibrin fusion
        fibrin injection instead of getting fused | fibrin fusion
        fibrin vs surgery | fibrin surgery
        biologic disc repair versus back surgery | fibrin surgery
        can people have fibrin rather than surgery | fibrin surgery
        how invasive is fibrin compared to surgery | fibrin surgery / invasiveness
        fibrin or wait | fibrin waiting
        fibrin versus no treatment | fibrin waiting
        is fibrin better than just waiting | fibrin waiting

        pt or steroid shot | exercise steroid
        physical therapy versus an epidural, which lasts longer? | exercise steroid / durability
        is prp better than exercise | exercise prp
        stem cells vs physical therapy | exercise stem-cells
        rfa or physical therapy for low back pain | exercise ablation
        pt or surgery | exercise surgery
        is back surgery better than exercise for disc pain | exercise surgery
        exercise vs fusion | exercise fusion
        physical therapy instead of a lumbar fusion | exercise fusion
        is fusion better than open back surgery | surgery fusion
        physical therapy or do nothing | exercise waiting

        prp or cortisone | steroid prp
        difference between prp and a steroid shot | steroid prp
        epidural vs stem cells | steroid stem-cells
        epidural or ablation | steroid ablation
        which is better rfa or an epidural | steroid ablation
        steroid injection vs surgery | steroid surgery
        epidural instead of fusion | steroid fusion
        cortisone shot or leave it alone | steroid waiting

        prp vs stem cells | prp stem-cells
        whats the difference between PRP and stem cells for discs | prp stem-cells
        are stem cells safer than prp | prp stem-cells / safety
        prp or radiofrequency ablation | prp ablation
        is prp better than surgery | prp surgery
        prp vs fusion | prp fusion
        prp versus waiting | prp waiting

        stem cells or ablation | stem-cells ablation
        stem cell injection instead of surgery | stem-cells surgery
        stem cells vs spinal fusion | stem-cells fusion
        stem cell therapy or just wait | stem-cells waiting

        ablation vs surgery | ablation surgery
        nerve ablation or fusion | ablation fusion
        ablation vs doing nothing | ablation waiting

        is surgery better than doing nothing | surgery waiting
        fusion or give it time | fusion waiting
        """;

    /// <summary>One treatment only, others that were had or are to be avoided, three, no comparison, or something else that is asked of two.</summary>
    public const string NotComparing = """
        what is fibrin
        is fibrin a surgery
        is decompression surgery
        is fibrin considered surgery or not
        is biologic disc repair a type of surgery
        I had a fusion, can I have fibrin
        i had a fusion in 2015 is fibrin possible
        can fibrin be done after a fusion
        fibrin after a failed discectomy
        is fibrin possible after surgery
        can i get decompression after spinal fusion
        do people try decompression before surgery
        should pt come before decompression
        how can i avoid surgery with fibrin
        does fibrin help people avoid fusion
        i want to avoid surgery, does decompression help
        fibrin without surgery
        disc repair without fusion
        treatment for a torn disc without surgery or injections
        i dont want surgery, what is fibrin
        my doctor recommended fusion, what about fibrin
        tried pt and epidurals, what is left
        tried physical therapy, does fibrin help
        pt did not help, does decompression
        my epidural wore off, does fibrin last
        epidurals failed me, tell me about decompression
        i did physical therapy and traction for a year
        fibrin or decompression or pt
        which is best, fibrin, prp or stem cells
        prp vs stem cells vs fibrin
        decompression, surgery or just wait
        fusion, disc replacement or fibrin which is better
        difference between decompression, pt and chiropractic
        decompression or chiropractor
        is acupuncture better than decompression
        massage vs physical therapy
        fibrin vs chiro
        nerve block or fibrin
        is ozone better than fibrin
        spinal cord stimulator or fusion
        is the decompression table as good as a discectomy
        is the glue better than a microdiscectomy
        discectomy or fusion
        whats the difference between a laminectomy and a fusion
        microdiscectomy or wait
        decompression surgery or decompression table
        difference between surgical decompression and spinal decompression
        is disc replacement better than fusion
        pills or decompression
        is gabapentin better than pt
        fibrin vs heating pad
        how much does fibrin cost compared to fusion
        which is cheaper decompression or fibrin
        is decompression or fibrin covered by insurance
        does medicare pay for traction or the glue
        what is more expensive, prp or stem cells
        what do both cost
        do you offer decompression or fibrin
        do you do prp or stem cells
        do you guys do fibrin and decompression
        where can i get fibrin or prp
        who does fibrin or stem cells
        how do i get decompression or fibrin
        do i need an mri for fibrin or decompression
        do i need a referral for decompression or fibrin
        can i book fibrin or decompression online
        schedule decompression or physical therapy
        appointment for fibrin or decompression
        can you combine decompression and fibrin
        is doing both better
        can i do both treatments at the same time
        can decompression and physical therapy be done together
        is fibrin done along with pt
        how many sessions of decompression or pt
        how often do people do pt and decompression
        can i eat before fibrin or decompression
        how long between decompression and fibrin
        is fibrin safe
        is it safe
        how long does decompression last
        which one is better
        which lasts longer
        what is the difference
        better
        or
        versus
        which shoes are best
        which of the two visits is better
        whats the difference between an mri and a ct
        difference between a bulging and a herniated disc
        is a torn disc worse than a herniated disc
        is heat or ice better
        walking or running for a bad disc
        which doctor does the fibrin
        is dr smith better than dr jones
        is your clinic better than mayo for fibrin
        did fibrin get better results than salt water
        will i get better with decompression and pt
        tell me about decompression and fibrin
        are decompression and fibrin available in texas
        fibrin and fusion
        i have had decompression and surgery
        my back got better after pt and decompression
        is decompression safe if i have had a fusion
        physical therapy after fibrin
        do i still need pt after decompression
        is traction the same as decompression
        is the table or the machine better
        what happens before and after fibrin
        i am scared of surgery, is there anything other than fusion
        """;
}
