package coach_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"rehearse/internal/coach"
	"rehearse/internal/store"
)

func TestSavingTheSameIsNoNewRevision(t *testing.T) {
	c, clock := newCoach(t)
	s := add(t, c, 0)
	clock.move(time.Minute)
	again := s
	again.Answer = "\n" + strings.ReplaceAll(s.Answer, "\n", "\r\n") + "  \r\n"
	again.Tags = []string{" ", ""}
	change := portfolio(t, c).Change
	got, err := c.Save(mine(t), store.Local, again, s.Revision)
	must(t, err)
	if got.Revision != 1 || got.Edited != s.Edited || portfolio(t, c).Change != change {
		t.Errorf("the same content made revision %d and change %d", got.Revision, portfolio(t, c).Change)
	}
}

func TestSaveReviewsWhatItKeeps(t *testing.T) {
	c, _ := newCoach(t)
	s := add(t, c, 0)
	before, _ := portfolio(t, c).Entry(s.ID)
	s.Answer = "We should always listen to customers. I would ask them."
	s, err := c.Save(mine(t), store.Local, s, s.Revision)
	must(t, err)
	after, _ := portfolio(t, c).Entry(s.ID)
	if s.Revision != 2 || !after.Digest.Reviewed || after.Digest.Rating >= before.Digest.Rating || after.Digest.Words > 12 {
		t.Errorf("revision %d, rated %d before and %d after with %d words", s.Revision, before.Digest.Rating, after.Digest.Rating, after.Digest.Words)
	}
}

func TestAStaleSaveIsAConflictThatLosesNothing(t *testing.T) {
	c, _ := newCoach(t)
	base, err := c.Add(mine(t), store.Local, store.Story{Title: "Late", Answer: "I led the team. We were late. It held."})
	must(t, err)
	theirs, yours := base, base
	theirs.Answer = "I led a team of nine. We were late. It held."
	theirs, err = c.Save(mine(t), store.Local, theirs, base.Revision)
	must(t, err)

	yours.Answer = "I led the team. We were late. It held for two years."
	_, err = c.Save(mine(t), store.Local, yours, base.Revision)
	var conflict *coach.Conflict
	if !errors.As(err, &conflict) {
		t.Fatalf("the error is %v", err)
	}
	if conflict.Stored.Answer != theirs.Answer || conflict.Yours.Answer != yours.Answer || !conflict.Clean ||
		conflict.Merged != "I led a team of nine. We were late. It held for two years." {
		t.Errorf("the conflict is %+v", conflict)
	}
	yours.Answer = conflict.Merged
	got, err := c.Save(mine(t), store.Local, yours, conflict.Stored.Revision)
	must(t, err)
	if got.Revision != 3 || got.Answer != conflict.Merged {
		t.Errorf("the merged text is kept as %+v", got)
	}

	same := yours // what the other window saved already is no conflict
	got, err = c.Save(mine(t), store.Local, same, base.Revision)
	if err != nil || got.Revision != 3 {
		t.Errorf("saving what is there on an old base: %+v, %v", got, err)
	}
	yours.Answer = "I led ten. We were late. It held."
	if _, err := c.Save(mine(t), store.Local, yours, base.Revision); !errors.As(err, &conflict) || conflict.Clean {
		t.Errorf("changes to the same sentence: %v", err)
	}
}

func TestATextThatCannotBeReadIsKept(t *testing.T) {
	c, _ := newCoach(t)
	s, err := c.Add(mine(t), store.Local, store.Story{Answer: "---\ntitle: [\n---\nI led the team."})
	must(t, err)
	e, _ := portfolio(t, c).Entry(s.ID)
	if !e.Digest.Reviewed || e.Digest.Rating != 0 || !strings.Contains(e.Digest.Reason, "can’t be reviewed") || !strings.HasSuffix(e.Answer, "I led the team.") {
		t.Errorf("it is kept as %+v", e)
	}
	s.Answer = "I paid \x80 9 to the caf\xe9\x00."
	s, err = c.Save(mine(t), store.Local, s, s.Revision)
	if err != nil || s.Answer != "I paid € 9 to the café\ufffd." {
		t.Errorf("bytes that are not UTF-8: %q, %v", s.Answer, err)
	}
	kept, err := c.Story(mine(t), store.Local, s.ID)
	if err != nil || kept.Answer != s.Answer {
		t.Errorf("they are kept as %q, %v", kept.Answer, err)
	}
	s.Answer = strings.Repeat("I led. ", 3<<20)
	if _, err := c.Save(mine(t), store.Local, s, s.Revision); err == nil {
		t.Error("21 MB were kept")
	}
}

func TestOwnersDoNotSeeEachOther(t *testing.T) {
	c, _ := newCoach(t)
	s := add(t, c, 0)
	ctx := mine(t)
	if _, err := c.Story(ctx, "bea", s.ID); !errors.Is(err, store.ErrMissing) {
		t.Errorf("another owner reads it: %v", err)
	}
	if _, err := c.Save(ctx, "bea", s, s.Revision); !errors.Is(err, store.ErrMissing) {
		t.Errorf("another owner saves it: %v", err)
	}
	if p, err := c.Portfolio(ctx, "bea"); err != nil || len(p.Entries) != 0 {
		t.Errorf("another owner's portfolio: %+v, %v", p, err)
	}
	must(t, c.Forget(ctx, "bea"))
	if len(portfolio(t, c).Entries) != 1 {
		t.Error("another owner's forgetting took the story")
	}
}

func TestDeleteAndForgetAreForGood(t *testing.T) {
	c, _ := newCoach(t)
	ctx := mine(t)
	s := add(t, c, 0)
	add(t, c, 1)
	must(t, c.Delete(ctx, store.Local, s.ID))
	if _, err := c.Story(ctx, store.Local, s.ID); !errors.Is(err, store.ErrMissing) {
		t.Errorf("the deleted story: %v", err)
	}
	if _, err := c.History(ctx, store.Local, s.ID); !errors.Is(err, store.ErrMissing) {
		t.Errorf("its history: %v", err)
	}
	if err := c.Delete(ctx, store.Local, s.ID); !errors.Is(err, store.ErrMissing) {
		t.Errorf("deleting it again: %v", err)
	}
	must(t, c.SaveSettings(ctx, store.Local, coach.Settings{Theme: "dark"}))
	must(t, c.Forget(ctx, store.Local))
	if p := portfolio(t, c); len(p.Entries) != 0 || p.Settings.Theme != "" {
		t.Errorf("after forgetting: %+v", p)
	}
}
