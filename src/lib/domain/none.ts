/** "None of these", where a ballot names drafts by their ids. No id is written so. */
export const noneOfThese = 'none';
