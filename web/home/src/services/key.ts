/** The list of services, as {@link useResource} knows it: every page that shows it reads the same one. */
export const servicesKey = 'services';
