package vn.nharong.control.identity;

/** What one may do, always for a unit and everything under it (domain: vai trò). */
public enum Role {
    /** Accounts, directory, keys, health. */
    ADMINISTRATOR,
    /** Everything in a live meeting. */
    OPERATOR,
    /** Roll call, speaking list, votes, minutes. */
    SECRETARY,
    /** Calls and stops speakers, closes microphones. */
    CHAIR,
    /** The operator's acts in meetings convened by units at or under the clerk's own; its own equipment. */
    DISTRICT_CLERK,
    /** A site's own screen: its seat alone. */
    SITE,
    /** Looks on. */
    OBSERVER
}
