/* What customers do to their own account: register, confirm, change names, e-mail address, password and permission,
 * subscribe, set a forgotten password. Staff acting for a customer may change names and newsletter only (R22). */
#pragma once

#include "domain/ctx.h"
#include "domain/work.h"

struct customer;

/* Mails name the page that their code is for: "page" is its address, absolute where the shop's own address is
 * configured; never made of what a client sent. The code itself stands in no address (R32). */

struct registration {
    str first_name, last_name, email, password, confirm;
    bool newsletter, consent;
};
/* Makes the account and signs the visitor in: *token is the new session's cookie. When addresses must be confirmed *token
 * is empty and a code is mailed (SF-05). Slow: hashes a password. */
MUST err account_register(struct ctx *c, const struct registration *in, str page, str *token);
/* The code of that mail. Neutral ERR_INVALID for every kind of wrong. Afterwards the customer signs in as usual. */
MUST err account_confirm(struct ctx *c, str email, str code);
/* Mails the code again if there is such an account that waits for it; never tells. ERR_INVALID: asked too often. */
MUST err account_confirm_again(struct ctx *c, str email, str page);

struct account_edit {
    str first_name, last_name;
    bool change_email, change_password; /* the ticks */
    str email, current_password, password, confirm;
    bool has_consent, consent; /* has_consent: the form showed the tick */
};
/* Saves the Account Information page in one work. The current password is asked for by both ticks (SF-18, SF-19); a changed
 * address tells the old and the new one (SF-23); a changed password ends all other sessions. In an assist session any of
 * these, and a changed permission, are refused with ERR_DENIED, which the log keeps (R22). Slow when passwords are in it. */
MUST err account_save(struct ctx *c, const struct account_edit *in);
MUST err account_newsletter(struct ctx *c, bool subscribed);

/* Mails a code if the address has an account here. Says the same and costs the same whether or not there is one (SF-09).
 * ERR_INVALID: asked too often, for known and unknown addresses alike (SF-10). */
MUST err account_forgot(struct ctx *c, str email, str page);
/* Sets a password by the code: neutral ERR_INVALID at "code" when it is wrong, used or too old; all sessions end (SF-12).
 * Slow. */
MUST err account_reset(struct ctx *c, str email, str code, str password, str confirm);
/* Inside a work: mails the code that sets a password. For staff's Reset Password and new accounts too. */
MUST err account_mail_reset(struct work *w, const struct customer *k, str page, bool welcome);
